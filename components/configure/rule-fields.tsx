"use client";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { errorAt } from "./field-error";
import type { RuleDraft } from "./rule-draft";

/** The conditions of one rule. An empty one does not count; all that are given must hold. */
export function RuleFields({
  rule,
  path,
  errors,
  onChange,
}: {
  rule: RuleDraft;
  /** Where the rule is in the input, such as "rules.0". */
  path: string;
  errors: Record<string, string>;
  onChange: (part: Partial<RuleDraft>) => void;
}) {
  const at = (name: string) => errorAt(errors, `${path}.when.${name}`);
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="Destination countries" hint="Two letters each: US, CA" error={at("countries")}>
        <Input
          value={rule.countries}
          autoComplete="off"
          onChange={(event) => onChange({ countries: event.target.value })}
        />
      </Field>
      <Field label="Destination states" hint="Their codes: CA, NY, VIC" error={at("states")}>
        <Input
          value={rule.states}
          autoComplete="off"
          onChange={(event) => onChange({ states: event.target.value })}
        />
      </Field>
      <Field
        label="Shipping upgrade"
        hint="Part of its name in Etsy: express"
        error={at("shippingUpgrade")}
      >
        <Input
          value={rule.shippingUpgrade}
          autoComplete="off"
          onChange={(event) => onChange({ shippingUpgrade: event.target.value })}
        />
      </Field>
      <Field
        label="SKU pattern"
        hint="A star stands for any text: MUG-*. One line that fits is enough."
        error={at("skuPattern")}
      >
        <Input
          value={rule.skuPattern}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange({ skuPattern: event.target.value })}
        />
      </Field>
      <Field label="Gift" error={at("gift")}>
        <Select
          value={rule.gift}
          onChange={(event) => onChange({ gift: event.target.value as RuleDraft["gift"] })}
        >
          <option value="any">Gift or not</option>
          <option value="yes">Only gifts</option>
          <option value="no">Only orders that are no gift</option>
        </Select>
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Order value from" hint="In the shop's currency" error={at("valueFrom")}>
          <Input
            inputMode="decimal"
            value={rule.valueFrom}
            onChange={(event) => onChange({ valueFrom: event.target.value })}
          />
        </Field>
        <Field label="Order value up to" error={at("valueTo")}>
          <Input
            inputMode="decimal"
            value={rule.valueTo}
            onChange={(event) => onChange({ valueTo: event.target.value })}
          />
        </Field>
      </div>
    </div>
  );
}
