"use client";
import { Search, Users } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { buttonVariants } from "@/components/ui/button-variants";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useAddress } from "@/components/ui/use-address";
import type { RouterOutputs } from "@/server/trpc/types";
import { arrangeCustomers, customerFilters, customerOrders } from "./arrange-customers";
import { Choice } from "./choice";
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

export function CustomerList({ home }: { home: Home }) {
  const address = useAddress();
  const asked = { text: address.get("q"), show: address.get("show"), sort: address.get("sort") };
  const found = arrangeCustomers(home.customers, asked);
  if (home.customers.length === 0)
    return (
      <Card flush>
        <EmptyState
          icon={Users}
          title={home.admin ? "No customers yet" : "You act for no customer yet"}
          action={
            home.admin ? (
              <Link href="/settings#cartoncloud" className={buttonVariants()}>
                Test the connection
              </Link>
            ) : (
              <a href="/integrations" className={buttonVariants()}>
                Look again
              </a>
            )
          }
        >
          {home.admin
            ? "They are read from CartonCloud when its connection is tested."
            : "Ask an admin of your 3PL to add you to one. It shows here as soon as that is done."}
        </EmptyState>
      </Card>
    );
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-3">
        <Field label="Find a customer" className="min-w-56 flex-1 sm:max-w-md">
          <Input
            type="search"
            value={asked.text}
            autoComplete="off"
            onChange={(event) => address.set("q", event.target.value)}
          />
        </Field>
        <Choice label="Show" name="show" all="All customers" options={customerFilters} />
        <Choice label="Sort by" name="sort" all="Name" options={customerOrders} />
      </div>
      <p role="status" className="sr-only">
        {found.length === 1 ? "1 customer" : `${found.length} customers`}
      </p>
      <Card flush>
        {found.length === 0 ? (
          <EmptyState
            icon={Search}
            title={asked.show ? "No customer fits" : `No customer is called “${asked.text}”`}
            action={
              <Button
                onClick={() => {
                  address.set("q", "");
                  address.set("show", "");
                }}
              >
                Show all customers
              </Button>
            }
          >
            Customers come from CartonCloud and carry the names that they have there.
          </EmptyState>
        ) : (
          <ul className="divide-y">
            {found.map((customer) => (
              <li key={customer.id}>
                <Link
                  href={`/integrations/customers/${customer.id}`}
                  className="grid grid-cols-[0.75rem_minmax(0,1fr)] items-center gap-x-2 gap-y-0.5 px-4 py-3 -outline-offset-2 hover:bg-accent"
                >
                  {customer.active > 0 ? <LiveDot /> : null}
                  <span className="col-start-2 flex items-center gap-2 font-medium">
                    <span className="min-w-0 break-words">{customer.name}</span>
                    {customer.enabled ? null : (
                      <span className="font-normal text-muted-foreground">
                        (not in CartonCloud)
                      </span>
                    )}
                  </span>
                  <span className="col-start-2 text-[0.8125rem] text-muted-foreground">
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
