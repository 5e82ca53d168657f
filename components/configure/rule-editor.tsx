"use client";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { DestinationField } from "./destination-field";
import { errorAt } from "./field-error";
import type { RuleDraft } from "./rule-draft";
import { emptyRule, takesAll } from "./rule-draft";
import { RuleFields } from "./rule-fields";

/** The ordered list of rules: the first one that fits an order decides. */
export function RuleEditor({
  rules,
  warehouses,
  errors,
  onChange,
}: {
  rules: RuleDraft[];
  warehouses: readonly { id: string; name: string }[];
  errors: Record<string, string>;
  onChange: (rules: RuleDraft[]) => void;
}) {
  const [said, setSaid] = useState("");
  const root = useRef<HTMLDivElement>(null);

  /** The rule moves in the page and would lose the focus with it. */
  function focusSoon(selector: string) {
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(selector)?.focus());
  }
  function move(index: number, by: -1 | 1) {
    const rule = rules[index];
    const to = index + by;
    if (!rule || to < 0 || to >= rules.length) return;
    onChange(rules.toSpliced(index, 1).toSpliced(to, 0, rule));
    setSaid(`Moved to place ${to + 1} of ${rules.length}.`);
    focusSoon(`[data-rule="${rule.key}"] [data-move="${by}"]`);
  }
  function add() {
    const key = Math.max(-1, ...rules.map((rule) => rule.key)) + 1;
    onChange([...rules, emptyRule(key)]);
    focusSoon(`[data-rule="${key}"] input`);
  }
  function remove(index: number) {
    onChange(rules.toSpliced(index, 1));
    setSaid(`Rule ${index + 1} removed.`);
    focusSoon("[data-add]");
  }
  return (
    <div ref={root} className="grid gap-3">
      <p role="status" className="sr-only">
        {said}
      </p>
      <ol className="grid gap-3 empty:hidden">
        {rules.map((rule, index) => (
          <li
            key={rule.key}
            data-rule={rule.key}
            aria-label={`Rule ${index + 1}`}
            className="grid gap-3 rounded-md border p-3"
          >
            <div className="flex items-center justify-between gap-2">
              <h3 className="font-medium">{`Rule ${index + 1}`}</h3>
              <div className="flex gap-1">
                <Button
                  variant="ghost"
                  size="icon-sm"
                  data-move="-1"
                  aria-label={`Move rule ${index + 1} up`}
                  aria-disabled={index === 0 || undefined}
                  onClick={() => move(index, -1)}
                >
                  <ArrowUp aria-hidden />
                </Button>
                <Button
                  variant="ghost"
                  size="icon-sm"
                  data-move="1"
                  aria-label={`Move rule ${index + 1} down`}
                  aria-disabled={index === rules.length - 1 || undefined}
                  onClick={() => move(index, 1)}
                >
                  <ArrowDown aria-hidden />
                </Button>
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={`Remove rule ${index + 1}`}
                  onClick={() => remove(index)}
                >
                  <Trash2 aria-hidden />
                </Button>
              </div>
            </div>
            <RuleFields
              rule={rule}
              path={`rules.${index}`}
              errors={errors}
              onChange={(part) =>
                onChange(rules.map((one) => (one.key === rule.key ? { ...one, ...part } : one)))
              }
            />
            <DestinationField
              label="Then send it to"
              value={rule.destination}
              warehouses={warehouses}
              error={errorAt(errors, `rules.${index}.destination`)}
              onChange={(destination) =>
                onChange(rules.map((one) => (one.key === rule.key ? { ...one, destination } : one)))
              }
            />
            {takesAll(rule) && index < rules.length - 1 ? (
              <Alert tone="warning">
                Without a condition this rule takes every order; the rules below it get none.
              </Alert>
            ) : null}
          </li>
        ))}
      </ol>
      <div>
        <Button variant="outline" data-add onClick={add}>
          <Plus aria-hidden /> Add a rule
        </Button>
      </div>
    </div>
  );
}
