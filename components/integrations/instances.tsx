"use client";
import { Plug, Search } from "lucide-react";
import Link from "next/link";
import { useLoadedQuery } from "@/components/query/use-query";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { useAddress } from "@/components/ui/use-address";
import type { RouterOutputs } from "@/server/trpc/types";
import type { App } from "./apps";
import { appOf } from "./apps";
import { arrangeInstances, instanceFilters, instanceOrders } from "./arrange-instances";
import { Choice } from "./choice";
import { ConfigureLink } from "./configure-link";
import { Instance } from "./instance";
import { OnlyLook } from "./only-look";

/** How often the list is read again while it is looked at, in milliseconds. */
const pollMs = 10_000;

function Deleted({ deleted }: { deleted: RouterOutputs["integrations"]["customer"]["deleted"] }) {
  if (deleted.length === 0) return null;
  return (
    <details className="mt-4">
      <summary className="min-h-6 text-muted-foreground">
        Deleted ({deleted.length}): their orders stay readable
      </summary>
      <ul className="grid gap-1 pt-2">
        {deleted.map(({ id, name, deletedAt }) => (
          <li key={id}>
            <Link href={`/integrations/${id}`} className="underline underline-offset-4">
              {name}
            </Link>
            {deletedAt ? (
              <span className="text-muted-foreground">
                , deleted <RelativeTime at={deletedAt} />
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Search, filter and order of a list that is longer than a look takes in; kept in the address. */
function InstanceFilters() {
  const address = useAddress();
  return (
    <div className="flex flex-wrap gap-3 border-b p-4">
      <Field label="Find an instance" className="min-w-56 flex-1 sm:max-w-md">
        <Input
          type="search"
          value={address.get("q")}
          autoComplete="off"
          onChange={(event) => address.set("q", event.target.value)}
        />
      </Field>
      <Choice label="Show" name="show" all="All instances" options={instanceFilters} />
      <Choice label="Sort by" name="sort" all="Oldest first" options={instanceOrders} />
    </div>
  );
}

function List({ app, customerId }: { app: App; customerId: string }) {
  const trpc = useTRPC();
  const { data: view } = useLoadedQuery({
    ...trpc.integrations.customer.queryOptions({ customerId }),
    refetchInterval: pollMs,
  });
  const address = useAddress();
  const instances = view.instances.filter((one) => one.app === app.id);
  const asked = { text: address.get("q"), show: address.get("show"), sort: address.get("sort") };
  const shown = arrangeInstances(instances, asked);
  const clear = () => {
    address.set("q", "");
    address.set("show", "");
  };
  const configure = (
    <ConfigureLink
      allowed={view.may.allowed}
      href={`/integrations/customers/${customerId}/${app.id}/new`}
      label="Configure"
      about={`a new ${app.name} integration`}
    />
  );
  return (
    <>
      <PageHeader
        title={app.name}
        description={app.summary}
        trail={[
          { label: "Self-Managed Integrations", href: "/integrations" },
          { label: view.customer.name, href: `/integrations/customers/${customerId}` },
        ]}
        actions={instances.length > 0 ? configure : null}
      />
      <OnlyLook may={view.may} />
      <Card title="Instances" flush>
        {instances.length > 1 ? <InstanceFilters /> : null}
        {instances.length === 0 ? (
          <EmptyState
            icon={Plug}
            title={`${view.customer.name} has no ${app.name} shop yet`}
            action={configure}
          >
            “Configure” connects one in four steps. You can stop at any of them and go on later.
          </EmptyState>
        ) : shown.length === 0 ? (
          <EmptyState
            icon={Search}
            title="No instance fits"
            action={<Button onClick={clear}>Show all instances</Button>}
          />
        ) : (
          <ul className="divide-y">
            {shown.map((instance) => (
              <Instance key={instance.id} instance={instance} may={view.may} />
            ))}
          </ul>
        )}
      </Card>
      <Deleted deleted={view.deleted.filter((one) => one.app === app.id)} />
    </>
  );
}

/** The instances of one app of a customer. */
export function Instances({ appId, customerId }: { appId: string; customerId: string }) {
  const app = appOf(appId);
  return app ? <List app={app} customerId={customerId} /> : null;
}
