import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyConnection, integration, integrationEvent, pull } from "@/db/schema/integration";
import { orderLink, orderLinkEvent, shipment, skuAlias } from "@/db/schema/order-link";
import { cartonCloudConnection, customer } from "@/db/schema/organisation";
import { membership } from "@/db/schema/people";
import { open } from "@/server/crypto";
import { defaultFulfilment, fulfilment } from "@/server/integrations/schema";
import { openStoredReceipt } from "@/server/orders/order-link";
import { canariesOf } from "./canaries";
import type { IntegrationSeen, Snapshot } from "./snapshot-shape";
import { readEtsyWorld, readFloor } from "./stand-ins";

/** A stand-in as scripts/testing/world.ts hands it out. */
export type StandIn = {
  url: string;
  control(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
};

export type Judged = { etsy: StandIn; cartonCloud: StandIn };

export type SnapshotOptions = {
  /** Nothing is left to do. */
  drained?: boolean;
  /** When a process ended with a page of receipts that it had not stored, ISO 8601 UTC. */
  pagesLost?: readonly string[];
  /** What was written to the log meanwhile. */
  logged?: readonly string[];
  /** Texts besides the buyers' data and tokens that must not stand anywhere in plain. */
  canaries?: readonly string[];
};

/** Reads both stand-ins and the whole database into one picture. The product must be at rest. */
export async function takeSnapshot(
  world: Judged,
  { drained = false, pagesLost = [], logged = [], canaries = [] }: SnapshotOptions = {},
): Promise<Snapshot> {
  const shop = await readEtsyWorld(world.etsy);
  const floor = await readFloor(world.cartonCloud);
  return {
    takenAt: Date.now(),
    drained,
    pagesLost,
    ...shop,
    ...floor,
    limits: { ...shop.limits, ...floor.limits },
    clientTenants: Object.fromEntries(
      (await db().select().from(cartonCloudConnection)).map(({ clientId, tenantId }) => [
        clientId,
        tenantId,
      ]),
    ),
    integrations: await readIntegrations(),
    links: (await db().select().from(orderLink)).map(
      ({ receiptSealed, addressSealed, ...row }) => ({
        ...row,
        receipt: openStoredReceipt({ id: row.id, receiptSealed }),
        addressEntered: addressSealed !== null,
      }),
    ),
    shipments: await db().select().from(shipment),
    pulls: await db().select().from(pull),
    acts: await readActs(),
    integrationEvents: await db()
      .select({ integrationId: integrationEvent.integrationId, kind: integrationEvent.kind })
      .from(integrationEvent)
      .orderBy(integrationEvent.id),
    plainText: [...(await readPlainText()), ...logged.map((text) => ({ where: "the log", text }))],
    canaries: [
      ...canariesOf(shop.receipts, shop.etsy),
      ...canaries.map((text) => ({ what: "a planted canary", text })),
    ],
  };
}

async function readIntegrations(): Promise<IntegrationSeen[]> {
  const rows = await db()
    .select({ one: integration, owner: customer, connection: etsyConnection })
    .from(integration)
    .innerJoin(customer, eq(customer.id, integration.customerId))
    .leftJoin(etsyConnection, eq(etsyConnection.integrationId, integration.id));
  const aliases = await db().select().from(skuAlias);
  return rows.map(({ one, owner, connection }) => ({
    ...one,
    cartonCloudCustomerId: owner.cartonCloudId,
    completes: fulfilment.catch(defaultFulfilment).parse(one.fulfilment).complete,
    aliases: Object.fromEntries(
      aliases
        .filter(({ integrationId }) => integrationId === one.id)
        .map(({ sku, productCode }) => [sku, productCode]),
    ),
    connection: connection && {
      etsyUserId: connection.etsyUserId,
      generation: connection.generation,
      refreshToken: open(
        connection.refreshTokenSealed,
        `etsy_connection:refresh_token:${connection.integrationId}`,
      ),
    },
  }));
}

async function readActs(): Promise<Snapshot["acts"]> {
  const rows = await db()
    .select({ event: orderLinkEvent, receiptId: orderLink.receiptId })
    .from(orderLinkEvent)
    .innerJoin(orderLink, eq(orderLink.id, orderLinkEvent.orderLinkId));
  const members = await db().select().from(membership);
  return rows.flatMap(({ event: { kind, userId, organisationId }, receiptId }) =>
    userId === null
      ? []
      : [
          {
            kind,
            receiptId,
            userId,
            member: members.some(
              (one) => one.userId === userId && one.organisationId === organisationId,
            ),
          },
        ],
  );
}

async function readPlainText(): Promise<Snapshot["plainText"]> {
  const tables = await db().execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const read = [];
  for (const { name } of tables) {
    const rows = await db().execute<{ text: string }>(
      sql`select row_to_json(t)::text as text from ${sql.identifier(name)} t`,
    );
    read.push(...rows.map(({ text }) => ({ where: `table ${name}`, text })));
  }
  return read;
}
