import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { CustomerList } from "@/components/integrations/customer-list";
import { RefreshEach } from "@/components/shell/refresh-each";
import { PageHeader } from "@/components/ui/page-header";
import { api, load } from "@/server/trpc/server";

export const metadata: Metadata = { title: { absolute: "Self-Managed Integrations" } };

type Props = { searchParams: Promise<{ customer?: string | string[] }> };

export default async function IntegrationsPage({ searchParams }: Props) {
  const { customer } = await searchParams;
  // The search leads to a customer by this address.
  const asked = z.uuid().safeParse(customer);
  if (asked.success) redirect(`/integrations/customers/${asked.data}`);
  const home = await load(api.integrations.home.queryOptions());
  if (home.only) redirect(`/integrations/customers/${home.only}`);
  return (
    <>
      <PageHeader
        title="Self-Managed Integrations"
        description={
          home.admin
            ? "Choose the customer whose shops you want to see or connect."
            : "Choose one of your customers."
        }
      />
      <RefreshEach seconds={10} />
      <CustomerList home={home} />
    </>
  );
}
