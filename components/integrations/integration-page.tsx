"use client";
import dynamic from "next/dynamic";
import { AliasesCard } from "@/components/orders/aliases-card";
import { HeldOrders } from "@/components/orders/held-orders";
import type { OrderListPage } from "@/components/orders/list-href";
import { OrderList } from "@/components/orders/order-list";
import { useLoadedQuery } from "@/components/query/use-query";
import { useTRPC } from "@/components/trpc";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { RouterOutputs } from "@/server/trpc/types";
import { appOf } from "./apps";
import { ConfigureLink } from "./configure-link";
import { HealthBadge } from "./health-badge";
import { History, Pulls } from "./history";
import { InstanceMenu } from "./instance-menu";
import { OnlyLook, onlyLookId } from "./only-look";
import { OrdersChart } from "./orders-chart";
import { Overview } from "./overview";
import { PreviewNextPull } from "./preview-next-pull";
import type { Lifecycle } from "./use-lifecycle";
import { useLifecycle } from "./use-lifecycle";

// Most page views are of integrations that have theirs behind them.
const FirstSteps = dynamic(() => import("./first-steps").then((file) => file.FirstSteps));

/** How often the page is read again while it is looked at, in milliseconds. */
const pollMs = 5000;

type View = RouterOutputs["integrations"]["get"];

function Actions({ view, lifecycle }: { view: View; lifecycle: Lifecycle }) {
  if (view.status === "deleted") return null;
  const { allowed } = view.may;
  const here = `/integrations/${view.id}/configure`;
  const list = `/integrations/customers/${view.customer.id}/${view.app}`;
  const label =
    view.status === "draft"
      ? "Continue"
      : view.status === "reconnect"
        ? "Connect again"
        : "Reconfigure";
  const href = view.status === "reconnect" ? `${here}/authentication` : here;
  return (
    <>
      {view.status === "active" ? (
        <Button
          variant="outline"
          pending={lifecycle.pulling}
          aria-disabled={!allowed || undefined}
          aria-describedby={allowed ? undefined : onlyLookId}
          onClick={allowed ? lifecycle.pullNow : undefined}
        >
          Pull now
        </Button>
      ) : null}
      {view.status === "active" || view.status === "paused" ? (
        <PreviewNextPull integrationId={view.id} />
      ) : null}
      {view.status === "paused" && allowed ? (
        <Button variant="outline" onClick={lifecycle.resume}>
          Resume
        </Button>
      ) : null}
      <ConfigureLink allowed={allowed} href={href} label={label} />
      <InstanceMenu integration={view} may={view.may} lifecycle={lifecycle} leadsTo={list} />
    </>
  );
}

export function IntegrationPage({ page }: { page: OrderListPage }) {
  const trpc = useTRPC();
  const { integrationId } = page;
  const { data: view } = useLoadedQuery({
    ...trpc.integrations.get.queryOptions({ integrationId }),
    refetchInterval: pollMs,
  });
  const lifecycle = useLifecycle(view);
  const list = `/integrations/customers/${view.customer.id}/${view.app}`;
  const actable = view.may.allowed && view.status !== "deleted";
  return (
    <>
      <PageHeader
        title={view.name}
        badge={<HealthBadge state={view.health.state} />}
        description={view.health.words}
        trail={[
          { label: "Self-Managed Integrations", href: "/integrations" },
          { label: view.customer.name, href: `/integrations/customers/${view.customer.id}` },
          { label: appOf(view.app)?.name ?? view.app, href: list },
        ]}
        actions={<Actions view={view} lifecycle={lifecycle} />}
      />
      <OnlyLook may={view.may} />
      <div className="grid gap-4">
        {lifecycle.error ? (
          <Alert tone="danger" live>
            {lifecycle.error}
          </Alert>
        ) : null}
        {view.counts.completed === 0 && view.status !== "deleted" ? (
          <FirstSteps view={view} />
        ) : null}
        <HeldOrders integrationId={integrationId} allowed={actable} pollMs={pollMs} />
        <Overview view={view} />
        <Card title="Orders per day" description="By the day that they were placed, last 30 days.">
          <OrdersChart days={view.days} />
        </Card>
        <OrderList page={page} may={view.may} pollMs={pollMs} />
        <AliasesCard integrationId={integrationId} allowed={actable} />
        <div className="grid gap-4 md:grid-cols-2">
          <Card title="Latest pulls">
            <Pulls pulls={view.pulls} />
          </Card>
          <Card title="History">
            <History events={view.events} />
          </Card>
        </div>
      </div>
    </>
  );
}
