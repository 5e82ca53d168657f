import { ChevronLeft, ChevronRight, Download } from "lucide-react";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { buttonVariants } from "@/components/ui/button-variants";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Fact, Facts } from "@/components/ui/facts";
import { formatMoney } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Corrections } from "./corrections";
import { CustomerSums } from "./customer-sums";
import { formatDay, formatMonth } from "./format-week";
import { PrintButton } from "./print-button";
import type { MonthAnswer } from "./types";

const shifted = (month: string, by: number): string => {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
};

function Totals({ answer }: { answer: MonthAnswer }) {
  return answer.totals.map(({ currency, quantity, amountMinor, passOnMinor }) => (
    <Facts key={currency}>
      <Fact name="Weeks of integrations">{quantity}</Fact>
      <Fact name="Total">
        <strong className="tabular-nums">{formatMoney(amountMinor, currency)}</strong>, corrections
        included
      </Fact>
      {passOnMinor === null ? null : (
        <>
          <Fact name="Charged to customers">{formatMoney(passOnMinor, currency)}</Fact>
          <Fact name="Margin">{formatMoney(passOnMinor - amountMinor, currency)}</Fact>
        </>
      )}
    </Facts>
  ));
}

/** The closed weeks that begin in a month: what is passed on to customers at its end. */
export function MonthPage({ answer }: { answer: MonthAnswer }) {
  const { month, weeks, customers, corrections, sees, totals } = answer;
  const currencyOf = (monday: string) =>
    weeks.find((week) => week.monday === monday)?.currency ?? "";
  const [only] = totals;
  return (
    <>
      <PageHeader
        trail={[{ label: "Billing", href: "/billing" }]}
        title={formatMonth(month)}
        description={
          <p>{answer.organisationName}. A week belongs to the month in which it begins.</p>
        }
        actions={
          <div className="flex flex-wrap gap-2 print:hidden">
            <Link
              className={buttonVariants({ variant: "outline", size: "icon" })}
              href={`/billing/months/${shifted(month, -1)}`}
              aria-label="Month before"
            >
              <ChevronLeft aria-hidden />
            </Link>
            {answer.over ? (
              <Link
                className={buttonVariants({ variant: "outline", size: "icon" })}
                href={`/billing/months/${shifted(month, 1)}`}
                aria-label="Month after"
              >
                <ChevronRight aria-hidden />
              </Link>
            ) : null}
            <a
              className={buttonVariants({ variant: "outline" })}
              href={`/billing/months/${month}/csv`}
              download
            >
              <Download aria-hidden /> Download CSV
            </a>
            <PrintButton />
          </div>
        }
      />
      <div className="grid gap-4">
        {answer.complete ? null : (
          <Alert tone="info">
            {answer.over
              ? "The last week of this month is not closed yet. It is added here within the hour."
              : "This month is not over. Weeks are added here when they are closed."}
          </Alert>
        )}
        {weeks.length === 0 ? (
          <Card>
            <EmptyState title="No week of this month is closed">
              A week is closed within the hour after its Sunday.
            </EmptyState>
          </Card>
        ) : (
          <>
            <Card title="Sum of the month">
              <Totals answer={answer} />
            </Card>
            <Card title="Weeks">
              <ul className="grid gap-1">
                {weeks.map((week) => (
                  <li key={week.monday} className="flex items-center justify-between gap-4">
                    <Link
                      href={`/billing/${week.monday}`}
                      className="inline-flex min-h-6 items-center underline underline-offset-4 hover:no-underline"
                    >
                      Week of {formatDay(week.monday)}
                    </Link>
                    <span className="tabular-nums">
                      {week.quantity} {week.quantity === 1 ? "integration" : "integrations"},{" "}
                      {formatMoney(week.amountMinor, week.currency)}
                    </span>
                  </li>
                ))}
              </ul>
            </Card>
            {only && totals.length === 1 ? (
              <Card title="By customer" description="Corrections included." flush>
                <CustomerSums
                  caption="Amounts of this month by customer"
                  counts="Weeks"
                  customers={customers.map((row) => ({
                    ...row,
                    amountMinor: row.amountMinor + row.corrected.amountMinor,
                    passOnMinor:
                      row.passOnMinor === null
                        ? null
                        : row.passOnMinor + (row.corrected.passOnMinor ?? 0),
                  }))}
                  currency={only.currency}
                  costs={sees.costs}
                />
              </Card>
            ) : (
              <Alert tone="info">
                The currency changed within this month: see each week for its customers.
              </Alert>
            )}
          </>
        )}
        {corrections.length > 0 ? (
          <Card title="Corrections" flush>
            <Corrections
              corrections={corrections}
              currencyOf={currencyOf}
              timeZone={answer.timeZone}
            />
          </Card>
        ) : null}
      </div>
    </>
  );
}
