import type { Metadata } from "next";
import { AppMenu } from "@/components/integrations/app-menu";
import { OnlyLook } from "@/components/integrations/only-look";
import { PageHeader } from "@/components/ui/page-header";
import { api, load } from "@/server/trpc/server";

type Props = { params: Promise<{ customerId: string }> };

const read = async ({ params }: Props) =>
  load(api.integrations.customer.queryOptions({ customerId: (await params).customerId }));

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await read(props)).customer.name };
}

export default async function CustomerPage(props: Props) {
  const view = await read(props);
  return (
    <>
      <PageHeader
        title={view.customer.name}
        description="Choose what to integrate."
        trail={[{ label: "Self-Managed Integrations", href: "/integrations" }]}
      />
      <OnlyLook may={view.may} />
      <AppMenu view={view} />
    </>
  );
}
