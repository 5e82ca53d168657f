"use client";
import dynamic from "next/dynamic";
import { Why } from "@/components/help/why";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { DestinationField } from "./destination-field";
import { errorAt } from "./field-error";
import { ImportStart } from "./import-start";
import type { OrderCreationDraft } from "./rule-draft";
import { draftOf, inputOf } from "./rule-draft";
import { RuleEditor } from "./rule-editor";
import { StepButtons } from "./step-buttons";
import { useKept } from "./use-kept";
import type { StepProps } from "./wizard";

// Loaded at the first press of "Preview".
const PreviewResult = dynamic(
  () => import("@/components/orders/preview-result").then((file) => file.PreviewResult),
  { ssr: false },
);

const exampleNote =
  "These are of the last 30 days and only show what the rules do: from now on means that none of them is imported.";

/** "Order Creation": which orders go where, and what is imported at the start. */
export function OrderCreationStep({ wizard, back, onDone }: StepProps) {
  const trpc = useTRPC();
  const { warehouses } = wizard;
  const form = useKept(`${wizard.id}:order-creation`, draftOf(wizard.orderCreation, warehouses));
  const draft = form.value;
  const change = (part: Partial<OrderCreationDraft>) => form.change({ ...draft, ...part });
  const save = useMutation(
    trpc.integrations.saveOrderCreation.mutationOptions({
      onSuccess: () => {
        form.keepNoMore();
        return onDone();
      },
    }),
  );
  const preview = useMutation(trpc.orders.preview.mutationOptions());
  const failed = save.submittedAt > preview.submittedAt ? save.error : preview.error;
  const { errors, general } = formErrors(failed);
  return (
    <Form
      onSubmit={() => save.mutate(inputOf(wizard.id, draft))}
      errors={errors}
      error={save.submittedAt > preview.submittedAt ? general : null}
      pending={save.isPending}
    >
      {warehouses.length === 0 ? (
        <Alert tone="warning" title={`${wizard.customer.name} has access to no warehouse`}>
          Give the customer access to one in CartonCloud; an admin then presses “Test connection” in
          Organisation settings.
        </Alert>
      ) : null}
      <Card
        title="Warehouse rules"
        description={
          <>
            They are tried from top to bottom; the first one that fits an order decides. Within a
            rule, every condition that is given must hold.{" "}
            <Why word="rule">Where does each go?</Why>
          </>
        }
      >
        <div className="grid gap-5">
          <RuleEditor
            rules={draft.rules}
            warehouses={warehouses}
            errors={errors}
            onChange={(rules) => change({ rules })}
          />
          <DestinationField
            label="Otherwise"
            hint="For every order that no rule fits."
            value={draft.otherwise}
            warehouses={warehouses}
            error={errorAt(errors, "otherwise")}
            onChange={(otherwise) => change({ otherwise })}
          />
        </div>
      </Card>
      <Card title="Import">
        <div className="grid gap-4">
          <ImportStart
            draft={draft}
            started={wizard.draft ? null : wizard.importSince}
            errors={errors}
            onChange={change}
          />
          <div className="flex flex-wrap items-center gap-3">
            <Button
              variant="outline"
              pending={preview.isPending}
              onClick={() => preview.mutate(inputOf(wizard.id, draft))}
            >
              Preview
            </Button>
            <p className="text-[0.8125rem] text-muted-foreground">
              Shows what would be created, held and skipped. Nothing is created by it.
            </p>
          </div>
          {preview.error && general && preview.submittedAt > save.submittedAt ? (
            <Alert tone="danger" live>
              {general}
            </Alert>
          ) : null}
          {preview.data && !preview.isPending ? (
            <PreviewResult
              result={preview.data}
              none="The shop has no unshipped orders in that time."
              note={preview.data.example && preview.data.read > 0 ? exampleNote : undefined}
            />
          ) : null}
        </div>
      </Card>
      <StepButtons
        back={back}
        forward="Next"
        pending={save.isPending}
        dirty={form.dirty && wizard.orderCreation !== null}
        onDiscard={form.discard}
      />
    </Form>
  );
}
