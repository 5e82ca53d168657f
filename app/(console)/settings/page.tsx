import type { Metadata } from "next";
import { Hydrate } from "@/components/query/provider";
import { SettingsPage } from "@/components/settings/settings-page";
import { api, load, loaded } from "@/server/trpc/server";

export const metadata: Metadata = { title: "Organisation settings" };

export default async function OrganisationSettings() {
  await Promise.all([
    load(api.organisation.settings.queryOptions()),
    load(api.organisation.webhook.queryOptions()),
    load(api.people.list.queryOptions()),
    load(api.people.invitations.queryOptions()),
  ]);
  return (
    <Hydrate loaded={await loaded()}>
      <SettingsPage />
    </Hydrate>
  );
}
