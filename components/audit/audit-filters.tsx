import Link from "next/link";
import { Button } from "@/components/ui/button";
import { buttonVariants } from "@/components/ui/button-variants";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { AuditFilter } from "@/server/audit/schema";
import type { RouterOutputs } from "@/server/trpc/types";
import { actionWords, kindsOf, kindWords } from "./action-words";

type Choices = RouterOutputs["audit"]["filters"];

function KindSelect({ actions, chosen }: { actions: string[]; chosen: string | undefined }) {
  return (
    <Select name="action" defaultValue={chosen ?? ""}>
      <option value="">All changes</option>
      {kindsOf(actions).map(({ kind, actions: own }) => (
        <optgroup key={kind} label={kindWords(kind)}>
          {own.length > 1 ? (
            <option value={kind}>{`${kindWords(kind)}: all changes`}</option>
          ) : null}
          {own.map((action) => (
            <option key={action} value={action}>
              {actionWords(action)}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}

function NameSelect({
  name,
  all,
  choices,
  chosen,
}: {
  name: string;
  all: string;
  choices: { id: string; name: string }[];
  chosen: string | undefined;
}) {
  return (
    <Select name={name} defaultValue={chosen ?? ""}>
      <option value="">{all}</option>
      {choices.map((choice) => (
        <option key={choice.id} value={choice.id}>
          {choice.name}
        </option>
      ))}
    </Select>
  );
}

/** A plain GET form: the filter is in the address, so it can be kept and shared. */
export function AuditFilters({ choices, filter }: { choices: Choices; filter: AuditFilter }) {
  const wide = "min-w-44 flex-1 sm:max-w-64";
  return (
    <form className="mb-4 flex flex-wrap items-end gap-3" action="/audit">
      <Field label="Action" className={wide}>
        <KindSelect actions={choices.actions} chosen={filter.action} />
      </Field>
      <Field label="Person" className={wide}>
        <NameSelect name="userId" all="Everyone" choices={choices.people} chosen={filter.userId} />
      </Field>
      <Field label="Customer" className={wide}>
        <NameSelect
          name="customerId"
          all="All customers"
          choices={choices.customers}
          chosen={filter.customerId}
        />
      </Field>
      <Field label="From" className="min-w-36">
        <Input type="date" name="from" defaultValue={filter.from} />
      </Field>
      <Field label="Until" className="min-w-36">
        <Input type="date" name="until" defaultValue={filter.until} />
      </Field>
      <Button type="submit" variant="secondary">
        Filter
      </Button>
      {Object.values(filter).some(Boolean) ? (
        <Link className={buttonVariants({ variant: "ghost" })} href="/audit">
          Clear
        </Link>
      ) : null}
    </form>
  );
}
