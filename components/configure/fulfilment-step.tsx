"use client";
import { PriceOfFinish } from "@/components/billing/price-ahead";
import { Why } from "@/components/help/why";
import { useMutation } from "@/components/query/use-mutation";
import { formErrors, useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Textarea } from "@/components/ui/textarea";
import type { Fulfilment } from "@/server/integrations/schema";
import type { CarrierRow } from "./carriers";
import { Carriers } from "./carriers";
import { errorAt } from "./field-error";
import { StepButtons } from "./step-buttons";
import { useKept } from "./use-kept";
import { LaterTracking, WithoutTracking } from "./without-tracking";
import type { StepProps } from "./wizard";

export type FulfilmentDraft = Omit<Fulfilment, "withoutTracking" | "carriers"> & {
  waitHours: string;
  afterwards: Fulfilment["withoutTracking"]["afterwards"];
  carriers: CarrierRow[];
};

const draftOf = ({ withoutTracking, carriers, ...rest }: Fulfilment): FulfilmentDraft => ({
  ...rest,
  waitHours: String(withoutTracking.waitHours),
  afterwards: withoutTracking.afterwards,
  carriers: carriers.map((row, key) => ({ key, ...row })),
});

const inputOf = (
  integrationId: string,
  { waitHours, afterwards, carriers, ...rest }: FulfilmentDraft,
) => ({
  ...rest,
  integrationId,
  withoutTracking: {
    waitHours: waitHours.trim() === "" ? Number.NaN : Number(waitHours),
    afterwards,
  },
  carriers: carriers.map(({ key, ...row }) => row),
});

/** "Fulfilment": how Etsy learns of dispatched orders. "Finish" makes a draft active. */
export function FulfilmentStep({ wizard, back, onDone }: StepProps) {
  const trpc = useTRPC();
  const form = useKept(`${wizard.id}:fulfilment`, draftOf(wizard.fulfilment));
  const draft = form.value;
  const change = (part: Partial<FulfilmentDraft>) => form.change({ ...draft, ...part });
  const onSuccess = () => {
    form.keepNoMore();
    return onDone();
  };
  const finish = useMutation(trpc.integrations.finish.mutationOptions({ onSuccess }));
  const save = useMutation(trpc.integrations.saveFulfilment.mutationOptions({ onSuccess }));
  const used = wizard.draft ? finish : save;
  const { errors, general } = formErrors(used.error);
  return (
    <Form
      onSubmit={() => used.mutate(inputOf(wizard.id, draft))}
      errors={errors}
      error={general}
      pending={used.isPending}
    >
      <Card
        title="Completing orders in Etsy"
        description={<Why word="fulfilment">What does the buyer get?</Why>}
      >
        <div className="grid gap-5">
          <Checkbox
            label="Complete Fulfilment through CartonCloud"
            hint="When the warehouse has dispatched an order, it is completed in Etsy with carrier and tracking, and Etsy e-mails the buyer."
            checked={draft.complete}
            onChange={(event) => change({ complete: event.target.checked })}
          />
          {draft.complete ? (
            <>
              <Field
                label="Note to buyer"
                hint="Goes into Etsy's e-mail. Leave it empty for none."
                error={errorAt(errors, "noteToBuyer")}
                className="max-w-prose"
              >
                <Textarea
                  value={draft.noteToBuyer}
                  onChange={(event) => change({ noteToBuyer: event.target.value })}
                />
              </Field>
              <Checkbox
                label="Send a copy to the seller"
                checked={draft.copyToSeller}
                onChange={(event) => change({ copyToSeller: event.target.checked })}
              />
              <WithoutTracking draft={draft} errors={errors} onChange={change} />
              <LaterTracking value={draft.laterTracking} onChange={change} />
            </>
          ) : (
            <Alert tone="info">
              Orders go to the warehouse as before. Completing them in Etsy is left to the seller.
            </Alert>
          )}
        </div>
      </Card>
      {draft.complete ? (
        <Card
          title="Carriers"
          description="Known carriers are matched by themselves. Add a row only where Etsy shows the wrong one."
        >
          <Carriers
            rows={draft.carriers}
            errors={errors}
            onChange={(carriers) => change({ carriers })}
          />
        </Card>
      ) : null}
      <StepButtons
        back={back}
        forward="Finish"
        pending={used.isPending}
        dirty={form.dirty && !wizard.draft}
        onDiscard={form.discard}
      >
        {wizard.price ? <PriceOfFinish price={wizard.price} /> : null}
      </StepButtons>
    </Form>
  );
}
