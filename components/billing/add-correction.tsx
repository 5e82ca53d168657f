"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";

type Line = { integrationId: string; integrationName: string; customerName: string };

/** Adds a correction to a closed week, whose own lines stay as they are. */
export function AddCorrection({
  monday,
  currency,
  lines,
  paged,
}: {
  monday: string;
  currency: string;
  /** Whether these are one page of more lines. */
  paged: boolean;
  lines: readonly Line[];
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const correct = useMutation(
    trpc.billing.correct.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        toast({ title: "Correction added" });
        router.refresh();
      },
    }),
  );
  const { errors, general } = formErrors(correct.error);
  function submit(data: FormData) {
    correct.mutate({
      monday,
      integrationId: String(data.get("integrationId")),
      amount: String(data.get("amount")),
      passOn: data.get("passOn") === "on",
      reason: String(data.get("reason")),
    });
  }
  function change(next: boolean) {
    setOpen(next);
    correct.reset();
  }
  return (
    <>
      <Button variant="outline" onClick={() => change(true)}>
        Add a correction
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        title="Add a correction"
        description="The closed week stays as it is. The correction is a line of its own, and stays too."
      >
        <Form onSubmit={submit} errors={errors} error={general} pending={correct.isPending}>
          <Field
            label="Integration"
            hint={
              paged
                ? "Those of the page of lines that is open: go to the page of the one you mean."
                : undefined
            }
            error={errors.integrationId}
          >
            <Select name="integrationId">
              {lines.map((line) => (
                <option key={line.integrationId} value={line.integrationId}>
                  {line.customerName}: {line.integrationName}
                </option>
              ))}
            </Select>
          </Field>
          <Field
            label={`Amount in ${currency}`}
            hint="With a minus where too much was billed, such as -10.00."
            error={errors.amount}
            required
          >
            <Input name="amount" autoComplete="off" className="max-w-40" />
          </Field>
          <Field label="What was wrong" error={errors.reason} required>
            <Input name="reason" autoComplete="off" />
          </Field>
          <Checkbox
            name="passOn"
            label="Pass it on to the customer"
            hint="The customer's charge changes by the same amount, and the customer sees what was wrong."
            defaultChecked
          />
          <div className="flex flex-wrap justify-end gap-2">
            <Button variant="outline" onClick={() => change(false)}>
              Cancel
            </Button>
            <Button type="submit" pending={correct.isPending}>
              Add correction
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
  );
}
