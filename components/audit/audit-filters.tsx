import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { RouterOutputs } from "@/server/trpc/types";
import { actionWords } from "./action-words";

export type AuditFilter = { action: string | undefined; person: string | undefined };

/** A plain GET form: the filter is in the address, so it can be kept and shared. */
export function AuditFilters({
  choices,
  filter,
}: {
  choices: RouterOutputs["audit"]["filters"];
  filter: AuditFilter;
}) {
  return (
    <form className="mb-4 flex flex-wrap items-end gap-3" action="/audit">
      <Field label="Action" className="min-w-48 flex-1 sm:max-w-64">
        <Select name="action" defaultValue={filter.action ?? ""}>
          <option value="">All actions</option>
          {choices.actions.map((action) => (
            <option key={action} value={action}>
              {actionWords(action)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Person" className="min-w-48 flex-1 sm:max-w-64">
        <Select name="person" defaultValue={filter.person ?? ""}>
          <option value="">Everyone</option>
          {choices.people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit" variant="secondary">
        Filter
      </Button>
      {filter.action || filter.person ? (
        <Button variant="ghost" asChild>
          <Link href="/audit">Clear</Link>
        </Button>
      ) : null}
    </form>
  );
}
