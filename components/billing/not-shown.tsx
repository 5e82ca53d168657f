import { ReceiptText } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button-variants";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";

/** For customer users whose organisation shows them no statements. */
export function BillingNotShown() {
  return (
    <>
      <PageHeader title="Billing" />
      <Card>
        <EmptyState
          icon={ReceiptText}
          title="Statements are not shown to customers here"
          action={
            <Link className={buttonVariants()} href="/integrations">
              Go to your integrations
            </Link>
          }
        >
          Your 3PL decides that. Ask an admin there if you need them.
        </EmptyState>
      </Card>
    </>
  );
}
