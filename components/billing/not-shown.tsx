import { ReceiptText } from "lucide-react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";

/** For customer users whose organisation shows them no statements. */
export function BillingNotShown() {
  return (
    <>
      <PageHeader title="Billing" />
      <Card>
        <EmptyState icon={ReceiptText} title="Statements are not shown to customers here">
          Your 3PL decides that. Ask an admin there if you need them.
        </EmptyState>
      </Card>
    </>
  );
}
