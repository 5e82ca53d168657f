import { Download, GitCompare } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button-variants";
import { AddCorrection } from "./add-correction";
import { PrintButton } from "./print-button";
import type { StatementAnswer } from "./types";

/** What can be done with a week; corrections and the comparison once it is closed, by admins. */
export function StatementActions({ answer }: { answer: StatementAnswer }) {
  const { week, sees, lines, currency } = answer;
  const adminOfClosed = sees.costs && week.closedAt !== null && lines.length > 0;
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      <a
        className={buttonVariants({ variant: "outline" })}
        href={`/billing/${week.monday}/csv`}
        download
      >
        <Download aria-hidden /> Download CSV
      </a>
      <PrintButton />
      {adminOfClosed ? (
        <>
          <Link
            className={buttonVariants({ variant: "outline" })}
            href={`/billing/${week.monday}/reconcile`}
          >
            <GitCompare aria-hidden /> Reconcile
          </Link>
          <AddCorrection
            monday={week.monday}
            currency={currency}
            paged={answer.pages > 1}
            lines={lines.map(({ integrationId, integrationName, customerName }) => ({
              integrationId,
              integrationName,
              customerName,
            }))}
          />
        </>
      ) : null}
    </div>
  );
}
