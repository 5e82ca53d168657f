import { Download } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Fact, Facts } from "@/components/ui/facts";
import { formatMoney } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import type { RouterOutputs } from "@/server/trpc/types";
import { formatWeek } from "./format-week";
import { PriceTiers } from "./price-tiers";
import { StatementLines } from "./statement-lines";
import { WeekList } from "./week-list";

type Answer = RouterOutputs["billing"]["statement"];

export function StatementPage({ answer }: { answer: Answer }) {
  const { statement, week, tiers, weeks, timeZone } = answer;
  const money = (minor: number) => formatMoney(minor, statement.currency);
  return (
    <>
      <PageHeader
        title="Billing"
        badge={week.running ? <Badge tone="info">Running week</Badge> : <Badge>Closed week</Badge>}
        description={
          <p>
            {answer.organisationName}, {formatWeek(week)}. Weeks run from Monday to Sunday in{" "}
            {timeZone.replaceAll("_", " ")}. An integration counts for each week in which it was
            active, from its activation until it is deleted.
          </p>
        }
        actions={
          <Button variant="outline" asChild>
            <a href={`/billing/${week.monday}/csv`} download>
              <Download aria-hidden /> Download CSV
            </a>
          </Button>
        }
      />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_17rem]">
        <div className="grid min-w-0 content-start gap-4">
          <Card title={week.running ? "So far this week" : "Statement"}>
            <Facts>
              <Fact name="Integrations">{statement.quantity}</Fact>
              <Fact name="Price of each">{money(statement.unitPriceMinor)} a week</Fact>
              {statement.discountMinor > 0 ? (
                <Fact name="Volume discount">
                  {money(-statement.discountMinor)} against the price of{" "}
                  {money(statement.listPriceMinor)}
                </Fact>
              ) : null}
              <Fact name="Total">
                <strong className="tabular-nums">{money(statement.totalMinor)}</strong>
              </Fact>
            </Facts>
          </Card>
          <Card title="By customer and integration" flush>
            {statement.lines.length > 0 ? (
              <StatementLines lines={statement.lines} currency={statement.currency} />
            ) : (
              <EmptyState
                title="No integration was active in this week"
                action={
                  <Button asChild>
                    <Link href="/integrations">Go to your integrations</Link>
                  </Button>
                }
              >
                Nothing is billed until an integration is finished and active.
              </EmptyState>
            )}
          </Card>
        </div>
        <div className="grid content-start gap-4 print:hidden">
          <WeekList weeks={weeks} current={week.monday} currency={statement.currency} />
          <PriceTiers tiers={tiers} />
        </div>
      </div>
    </>
  );
}
