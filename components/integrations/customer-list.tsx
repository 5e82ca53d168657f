"use client";
import { Search, Users } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { RouterOutputs } from "@/server/trpc/types";
import { LiveDot } from "./live-dot";

type Home = RouterOutputs["integrations"]["home"];
type Customer = Home["customers"][number];

const activeWords = (count: number) =>
  count === 0
    ? "No active integrations"
    : count === 1
      ? "1 active integration"
      : `${count} active integrations`;

function others({ drafts, paused, reconnect }: Customer): string {
  return [
    reconnect > 0 ? `${reconnect} to reconnect` : null,
    paused > 0 ? `${paused} paused` : null,
    drafts > 0 ? (drafts === 1 ? "1 draft" : `${drafts} drafts`) : null,
  ]
    .filter(Boolean)
    .join(", ");
}

/** What is typed goes into the address without a request: the list is here already. */
function keepSearch(text: string) {
  const url = new URL(window.location.href);
  if (text) url.searchParams.set("q", text);
  else url.searchParams.delete("q");
  window.history.replaceState(null, "", url);
}

export function CustomerList({ home }: { home: Home }) {
  const query = useSearchParams().get("q") ?? "";
  const wanted = query.trim().toLowerCase();
  const found = home.customers.filter(({ name }) => name.toLowerCase().includes(wanted));
  if (home.customers.length === 0)
    return (
      <Card flush>
        <EmptyState icon={Users} title="No customers yet">
          {home.admin ? (
            <>
              They are read from CartonCloud. Test the connection in{" "}
              <Link className="underline underline-offset-4" href="/settings#cartoncloud">
                Organisation settings
              </Link>
              .
            </>
          ) : (
            "You act for no customer yet. Ask an admin of your 3PL to add you to one."
          )}
        </EmptyState>
      </Card>
    );
  return (
    <div className="grid gap-4">
      <Field label="Find a customer" className="max-w-md">
        <Input
          type="search"
          value={query}
          autoComplete="off"
          onChange={(event) => keepSearch(event.target.value)}
        />
      </Field>
      <p role="status" className="sr-only">
        {found.length === 1 ? "1 customer" : `${found.length} customers`}
      </p>
      <Card flush>
        {found.length === 0 ? (
          <EmptyState icon={Search} title={`No customer is called “${query}”`}>
            Customers come from CartonCloud and carry the names that they have there.
          </EmptyState>
        ) : (
          <ul className="divide-y">
            {found.map((customer) => (
              <li key={customer.id}>
                <Link
                  href={`/integrations/customers/${customer.id}`}
                  className="grid gap-0.5 px-4 py-3 -outline-offset-2 hover:bg-accent"
                >
                  <span className="flex items-center gap-2 font-medium">
                    {customer.active > 0 ? <LiveDot /> : null}
                    <span className="min-w-0 break-words">{customer.name}</span>
                    {customer.enabled ? null : (
                      <span className="font-normal text-muted-foreground">
                        (not in CartonCloud)
                      </span>
                    )}
                  </span>
                  <span className="text-[0.8125rem] text-muted-foreground">
                    {[activeWords(customer.active), others(customer)].filter(Boolean).join(" · ")}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}
