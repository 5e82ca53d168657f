"use client";
import { Radio } from "@/components/ui/checkbox";
import { Field, FieldSet } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { errorAt } from "./field-error";
import type { FulfilmentDraft } from "./fulfilment-step";

/** What to do about an order that is dispatched without tracking. */
export function WithoutTracking({
  draft,
  errors,
  onChange,
}: {
  draft: FulfilmentDraft;
  errors: Record<string, string>;
  onChange: (part: Partial<FulfilmentDraft>) => void;
}) {
  return (
    <FieldSet
      legend="Dispatched without tracking"
      hint="CartonCloud may get the tracking later than the dispatch."
      error={errorAt(errors, "withoutTracking.afterwards")}
    >
      <Field
        label="Wait for tracking, in hours"
        error={errorAt(errors, "withoutTracking.waitHours")}
        className="max-w-52"
      >
        <Input
          inputMode="numeric"
          value={draft.waitHours}
          onChange={(event) => onChange({ waitHours: event.target.value })}
        />
      </Field>
      <Radio
        name="afterwards"
        label="Then hold the order until someone enters the tracking"
        checked={draft.afterwards === "hold"}
        onChange={() => onChange({ afterwards: "hold" })}
      />
      <Radio
        name="afterwards"
        label="Then complete it in Etsy without tracking"
        hint="Where Etsy asks for tracking, the order is held anyway."
        checked={draft.afterwards === "complete"}
        onChange={() => onChange({ afterwards: "complete" })}
      />
    </FieldSet>
  );
}

/** What to do about tracking that comes or changes once the receipt is completed. */
export function LaterTracking({
  value,
  onChange,
}: {
  value: FulfilmentDraft["laterTracking"];
  onChange: (part: Partial<FulfilmentDraft>) => void;
}) {
  return (
    <FieldSet
      legend="Tracking that comes or changes later"
      hint="It is looked for until two weeks after the dispatch."
    >
      <Radio
        name="laterTracking"
        label="Tell Etsy"
        hint="Etsy e-mails the buyer again at each new tracking number."
        checked={value === "tell"}
        onChange={() => onChange({ laterTracking: "tell" })}
      />
      <Radio
        name="laterTracking"
        label="Only show it on the order"
        hint="A person decides there whether Etsy is told."
        checked={value === "show"}
        onChange={() => onChange({ laterTracking: "show" })}
      />
    </FieldSet>
  );
}
