import type { Metadata } from "next";
import { SettingsPage } from "@/components/settings/settings-page";
import { api, Hydrate, load } from "@/server/trpc/server";

export const metadata: Metadata = { title: "Organisation settings" };

export default async function OrganisationSettings() {
  await Promise.all([
    load(api.organisation.settings.queryOptions()),
    load(api.organisation.webhook.queryOptions()),
    load(api.people.list.queryOptions()),
    load(api.people.invitations.queryOptions()),
  ]);
  return (
    <Hydrate>
      <SettingsPage />
    </Hydrate>
  );
}
