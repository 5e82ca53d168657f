"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { buttonVariants } from "@/components/ui/button-variants";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { isLinkState, linkStates } from "@/server/orders/words";
import type { OrderListPage } from "./list-href";
import { listHref } from "./list-href";
import { stateWords } from "./state-badge";

/** The filter is in the address. Without scripts it is a plain form. */
export function OrderFilters({ page }: { page: OrderListPage }) {
  const router = useRouter();
  const { integrationId, state, receipt, reason } = page;
  const go = (form: HTMLFormElement) => {
    const data = new FormData(form);
    const chosen = String(data.get("state") ?? "");
    router.push(
      listHref({
        integrationId,
        state: isLinkState(chosen) ? chosen : undefined,
        receipt: String(data.get("receipt") ?? "").trim(),
      }),
      { scroll: false },
    );
  };
  return (
    <form
      key={`${state ?? ""} ${receipt ?? ""}`}
      action={`/integrations/${integrationId}`}
      className="flex flex-wrap items-end gap-3 border-b p-4"
      onSubmit={(event) => {
        event.preventDefault();
        go(event.currentTarget);
      }}
    >
      <Field label="State" className="min-w-40 flex-1 sm:max-w-56">
        <Select
          name="state"
          defaultValue={state ?? ""}
          onChange={(event) => event.target.form && go(event.target.form)}
        >
          <option value="">All states</option>
          {linkStates.map((one) => (
            <option key={one} value={one}>
              {stateWords[one]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Receipt number" className="min-w-40 flex-1 sm:max-w-56">
        <Input type="search" name="receipt" inputMode="numeric" defaultValue={receipt ?? ""} />
      </Field>
      <Button type="submit" variant="secondary">
        Search
      </Button>
      {state || receipt || reason ? (
        <Link
          className={buttonVariants({ variant: "ghost" })}
          href={listHref({ integrationId })}
          scroll={false}
        >
          Clear
        </Link>
      ) : null}
    </form>
  );
}
