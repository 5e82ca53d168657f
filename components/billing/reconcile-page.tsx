"use client";
import type { ChangeEvent } from "react";
import { useState } from "react";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Textarea } from "@/components/ui/textarea";
import { invoiceTooLong, mostInvoiceBytes } from "@/server/billing/words";
import { decodeText } from "./decode-text";
import { formatWeek } from "./format-week";
import { ReconcileResult } from "./reconcile-result";

/** Compares the lines of CartonCloud's invoice with a closed week. */
export function ReconcilePage({ monday, sunday }: { monday: string; sunday: string }) {
  const trpc = useTRPC();
  const [csv, setCsv] = useState("");
  const reconcile = useMutation(trpc.billing.reconcile.mutationOptions());
  const [tooLong, setTooLong] = useState(false);
  const { errors, general } = tooLong
    ? { errors: { csv: invoiceTooLong }, general: null }
    : formErrors(reconcile.error);
  async function read(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    if (!file) return;
    const fits = file.size <= mostInvoiceBytes;
    setTooLong(!fits);
    setCsv(fits ? decodeText(new Uint8Array(await file.arrayBuffer())) : "");
    reconcile.reset();
  }
  function compare() {
    const fits = new Blob([csv]).size <= mostInvoiceBytes;
    setTooLong(!fits);
    if (fits) reconcile.mutate({ monday, csv });
  }
  return (
    <>
      <PageHeader
        trail={[
          { label: "Billing", href: "/billing" },
          { label: formatWeek({ monday, sunday }), href: `/billing/${monday}` },
        ]}
        title="Reconcile"
        description={
          <p>
            Compares an invoice with the closed statement, corrections included. Nothing of the
            invoice is kept.
          </p>
        }
      />
      <div className="grid gap-4">
        <Card title="Lines of the invoice">
          <Form onSubmit={compare} errors={errors} error={general} pending={reconcile.isPending}>
            <Field label="CSV file" className="max-w-md">
              <Input
                type="file"
                accept=".csv,text/csv,text/plain"
                className="h-auto! py-1.5"
                onChange={read}
              />
            </Field>
            <Field
              label="Or paste the lines"
              hint="The first line names the columns: “integration” (its name or id) and “amount”; “customer”, “week_start” and “currency” help."
              error={errors.csv}
            >
              <Textarea
                value={csv}
                spellCheck={false}
                className="max-h-80 min-h-40! font-mono"
                onChange={(event) => setCsv(event.target.value)}
              />
            </Field>
            <div>
              <Button type="submit" pending={reconcile.isPending}>
                Compare
              </Button>
            </div>
          </Form>
        </Card>
        {reconcile.data ? <ReconcileResult result={reconcile.data} /> : null}
      </div>
    </>
  );
}
