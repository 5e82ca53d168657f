import type { Metadata } from "next";
import { AccountPage } from "@/components/account/account-page";
import { Hydrate } from "@/components/query/provider";
import { api, load, loaded } from "@/server/trpc/server";

export const metadata: Metadata = { title: "Your account" };

export default async function Account() {
  await Promise.all([
    load(api.account.get.queryOptions()),
    load(api.account.sessions.queryOptions()),
    load(api.account.mails.queryOptions()),
  ]);
  return (
    <Hydrate loaded={await loaded()}>
      <AccountPage />
    </Hydrate>
  );
}
