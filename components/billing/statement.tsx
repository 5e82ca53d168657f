import Link from "next/link";
import { Why } from "@/components/help/why";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button-variants";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ActiveChart } from "./active-chart";
import { Corrections } from "./corrections";
import { CustomerSums } from "./customer-sums";
import { formatMonth, formatWeek } from "./format-week";
import { LinePages } from "./line-pages";
import { PartWeekRule } from "./part-week-rule";
import { PriceTiers } from "./price-tiers";
import { StatementActions } from "./statement-actions";
import { StatementFacts } from "./statement-facts";
import { StatementLines } from "./statement-lines";
import type { StatementAnswer } from "./types";
import { WeekList } from "./week-list";

function WeekBadge({ week }: { week: StatementAnswer["week"] }) {
  if (week.running) return <Badge tone="info">Running week</Badge>;
  return week.closedAt ? (
    <Badge>Closed week</Badge>
  ) : (
    <Badge tone="info">Closes within the hour</Badge>
  );
}

function Lines({ answer }: { answer: StatementAnswer }) {
  if (answer.lines.length === 0)
    return (
      <EmptyState
        title="No integration was active in this week"
        action={
          <Link className={buttonVariants()} href="/integrations">
            Go to your integrations
          </Link>
        }
      >
        Nothing is billed until an integration is finished and active.
      </EmptyState>
    );
  return (
    <>
      <StatementLines answer={answer} />
      <LinePages answer={answer} />
    </>
  );
}

export function StatementPage({ answer }: { answer: StatementAnswer }) {
  const { week, weeks, timeZone, currency, customers, corrections, price, sees } = answer;
  const month = week.monday.slice(0, 7);
  return (
    <>
      <PageHeader
        title="Billing"
        badge={<WeekBadge week={week} />}
        description={
          <p>
            {answer.organisationName}, {formatWeek(week)}.{" "}
            <Link
              href={`/billing/months/${month}`}
              className="inline-flex min-h-6 items-center underline underline-offset-4 hover:no-underline print:hidden"
            >
              All of {formatMonth(month)}
            </Link>
          </p>
        }
        actions={<StatementActions answer={answer} />}
      />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_17rem] lg:grid-rows-[auto_1fr] print:block print:space-y-4">
        <Card title={week.closedAt ? "Statement" : "So far this week"}>
          <StatementFacts answer={answer} />
        </Card>
        <div className="grid min-w-0 content-start gap-4 lg:col-start-1 lg:row-start-2">
          {customers.length > 0 ? (
            <Card
              title="By customer"
              description={
                corrections.length > 0 ? "As closed, without the corrections." : undefined
              }
              flush
            >
              <CustomerSums
                caption="Amounts of this week by customer"
                counts="Integrations"
                customers={customers}
                currency={currency}
                costs={sees.costs}
              />
            </Card>
          ) : null}
          <Card title="By customer and integration" flush>
            <Lines answer={answer} />
          </Card>
          {corrections.length > 0 ? (
            <Card title="Corrections" flush>
              <Corrections
                corrections={corrections}
                currencyOf={() => currency}
                timeZone={timeZone}
              />
            </Card>
          ) : null}
          <Card title="What a week costs">
            <p className="max-w-prose text-pretty">
              <PartWeekRule timeZone={timeZone} /> <Why word="week">Why whole weeks?</Why>
            </p>
          </Card>
        </div>
        <div className="grid content-start gap-4 lg:col-start-2 lg:row-span-2 lg:row-start-1 print:hidden">
          <WeekList weeks={weeks} current={week.monday} />
          {price ? <PriceTiers tiers={price.tiers} /> : null}
          <ActiveChart weeks={answer.active} />
        </div>
      </div>
    </>
  );
}
