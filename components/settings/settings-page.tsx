"use client";
import { useLoadedQuery } from "@/components/query/use-query";
import { useTRPC } from "@/components/trpc";
import { PageHeader } from "@/components/ui/page-header";
import { CartonCloudConnection } from "./cartoncloud-connection";
import { CartonCloudWebhook } from "./cartoncloud-webhook";
import { CustomerAccess } from "./customer-access";
import { OrganisationDetails } from "./organisation-details";
import { People } from "./people";
import { PricesCard } from "./prices-card";
import { SecondFactorRule } from "./second-factor-rule";

export function SettingsPage() {
  const trpc = useTRPC();
  const { data: settings } = useLoadedQuery(trpc.organisation.settings.queryOptions());
  return (
    <>
      <PageHeader title="Organisation settings" description={settings.name} />
      <div className="grid gap-4">
        <OrganisationDetails details={settings} />
        <CartonCloudConnection connection={settings.cartonCloud} />
        <CartonCloudWebhook />
        <CustomerAccess settings={settings} />
        <People customers={settings.customers} />
        <SecondFactorRule required={settings.requireSecondFactor} />
        <PricesCard />
      </div>
    </>
  );
}
