import type { Metadata } from "next";
import { z } from "zod";
import { Connected } from "@/components/configure/connected";
import { Brand } from "@/components/shell/brand";
import { connectOutcomes } from "@/server/integrations/schema";

export const metadata: Metadata = { title: "Connecting to Etsy" };

const arrival = z.object({
  outcome: z.enum(connectOutcomes).catch("expired"),
  integration: z.uuid().nullable().catch(null),
  shop: z.string().min(1).max(100).nullable().catch(null),
});

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ConnectedPage({ searchParams }: Props) {
  const { outcome, integration, shop } = arrival.parse(await searchParams);
  return (
    <main className="mx-auto grid max-w-md content-start gap-8 px-4 py-16">
      <Brand />
      <Connected outcome={outcome} integrationId={integration} shopName={shop} />
    </main>
  );
}
