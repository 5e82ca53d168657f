"use client";
import { Radio } from "@/components/ui/checkbox";
import { Field, FieldSet } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RelativeTime } from "@/components/ui/relative-time";
import { errorAt } from "./field-error";
import type { OrderCreationDraft } from "./rule-draft";

/** What to import at the start; a finished integration shows what was chosen, and keeps it. */
export function ImportStart({
  draft,
  started,
  errors,
  onChange,
}: {
  draft: OrderCreationDraft;
  /** Since when orders are imported; null while the integration is a draft. */
  started: Date | null;
  errors: Record<string, string>;
  onChange: (part: Partial<OrderCreationDraft>) => void;
}) {
  if (started)
    return (
      <p>
        Orders paid since <RelativeTime at={started} absolute /> are imported. That was chosen at
        the start and stays.
      </p>
    );
  return (
    <FieldSet legend="What to import at the start">
      <Radio
        name="import-from"
        label="Only orders from now on"
        checked={draft.importKind === "now"}
        onChange={() => onChange({ importKind: "now" })}
      />
      <Radio
        name="import-from"
        label="Unshipped orders since"
        hint="Orders that were shipped already are never imported."
        checked={draft.importKind === "since"}
        onChange={() => onChange({ importKind: "since" })}
      />
      {draft.importKind === "since" ? (
        <Field label="Date" error={errorAt(errors, "importFrom")} className="ml-7 max-w-44">
          <Input
            type="date"
            value={draft.importDate}
            onChange={(event) => onChange({ importDate: event.target.value })}
          />
        </Field>
      ) : null}
    </FieldSet>
  );
}
