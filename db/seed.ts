import { createCipheriv, createHash, randomBytes } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { cartonCloudTenant, customers, productCodes, warehouses } from "@/sandbox/demo";
import { everyRow } from "./row-scope";
import { cartonCloudWebhookKey } from "./schema/cartoncloud-webhook";
import {
  cartonCloudConnection,
  customer,
  customerWarehouse,
  organisation,
  priceTier,
  product,
  warehouse,
} from "./schema/organisation";
import { membership, membershipCustomer, userAccount } from "./schema/people";

export const demoLogins = {
  admin: { email: "admin@southbank.example", password: "warehouse-demo-1", name: "Alex Admin" },
  customerUser: {
    email: "maple@maplemoss.example",
    password: "candles-demo-1",
    name: "Mina Maple",
  },
} as const;

export const demoOrganisationId = "9a1c4c55-0000-4000-8000-000000000001";
const organisationId = demoOrganisationId;

/** Same form as server/crypto seals; the seed runs outside the app and is handed its key. */
function seal(plain: string, place: string, encryptionKeys: string): string {
  const [id = "", base64 = ""] = (encryptionKeys.split(",")[0] ?? "").split(":");
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(base64, "base64"), iv);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  const parts = [iv, cipher.getAuthTag(), body].map((part) => part.toString("base64url"));
  return ["v1", id, ...parts].join(".");
}

/** A key that a person removed, after it was in use, stays removed. */
async function acceptWebhookKey(db: PostgresJsDatabase, key: string | undefined): Promise<void> {
  const [connection] = await db
    .select({ receivedAt: cartonCloudConnection.webhookReceivedAt })
    .from(cartonCloudConnection)
    .where(eq(cartonCloudConnection.organisationId, organisationId));
  const keys = await db.$count(
    cartonCloudWebhookKey,
    eq(cartonCloudWebhookKey.organisationId, organisationId),
  );
  if (!key || connection?.receivedAt || keys > 0) return;
  const keyHash = createHash("sha256").update(key).digest("hex");
  await db.insert(cartonCloudWebhookKey).values({ organisationId, keyHash, ending: key.slice(-4) });
}

/**
 * The demo tenant: one organisation connected to the CartonCloud stand-in, its customers, warehouses
 * and product codes, an admin and a customer user. A second run changes nothing.
 */
export async function seedDemo(options: {
  databaseUrl: string;
  encryptionKeys: string;
  /** What the CartonCloud stand-in sends with its webhook; the demo tenant accepts it. */
  webhookKey?: string;
}): Promise<void> {
  const sql = postgres(options.databaseUrl, { max: 1, onnotice: () => {}, connection: everyRow });
  const db = drizzle(sql);
  try {
    const [there] = await db
      .select({ id: organisation.id })
      .from(organisation)
      .where(eq(organisation.id, organisationId));
    if (there) return await acceptWebhookKey(db, options.webhookKey);
    const passwords = {
      admin: await hash(demoLogins.admin.password),
      customerUser: await hash(demoLogins.customerUser.password),
    };
    await db.transaction(async (tx) => {
      await tx
        .insert(organisation)
        .values({ id: organisationId, name: cartonCloudTenant.name, allowCustomerAccess: true });
      await tx.insert(cartonCloudConnection).values({
        organisationId,
        clientId: cartonCloudTenant.clientId,
        clientSecretSealed: seal(
          cartonCloudTenant.clientSecret,
          `cartoncloud_connection:client_secret:${organisationId}`,
          options.encryptionKeys,
        ),
        tenantId: cartonCloudTenant.id,
        tenantName: cartonCloudTenant.name,
        status: "connected",
        checkedAt: new Date(),
        catalogueSyncedAt: new Date(),
      });
      await tx.insert(priceTier).values([
        { organisationId, fromQuantity: 1, weeklyPriceMinor: 1000, currency: "USD" },
        { organisationId, fromQuantity: 10, weeklyPriceMinor: 900, currency: "USD" },
        { organisationId, fromQuantity: 25, weeklyPriceMinor: 800, currency: "USD" },
      ]);
      const sites = await tx
        .insert(warehouse)
        .values(warehouses.map(({ id, name }) => ({ organisationId, cartonCloudId: id, name })))
        .returning();
      const companies = await tx
        .insert(customer)
        .values(
          customers.map(({ id, name }) => ({
            organisationId,
            cartonCloudId: id,
            name,
            productsSyncedAt: new Date(),
          })),
        )
        .returning();
      for (const company of companies) {
        const access: readonly string[] =
          customers.find(({ id }) => id === company.cartonCloudId)?.warehouseIds ?? [];
        await tx
          .insert(customerWarehouse)
          .values(
            sites
              .filter((site) => access.includes(site.cartonCloudId))
              .map((site) => ({ organisationId, customerId: company.id, warehouseId: site.id })),
          );
        await tx
          .insert(product)
          .values(productCodes.map((one) => ({ organisationId, customerId: company.id, ...one })));
      }
      const [admin, customerUser] = await tx
        .insert(userAccount)
        .values([
          { ...person(demoLogins.admin), passwordHash: passwords.admin },
          { ...person(demoLogins.customerUser), passwordHash: passwords.customerUser },
        ])
        .returning();
      const own = companies.find(({ cartonCloudId }) => cartonCloudId === customers[0].id);
      if (!admin || !customerUser || !own) throw new Error("The demo tenant is incomplete.");
      await tx.insert(membership).values([
        { userId: admin.id, organisationId, role: "admin" },
        { userId: customerUser.id, organisationId, role: "customer_user" },
      ]);
      await tx
        .insert(membershipCustomer)
        .values({ userId: customerUser.id, organisationId, customerId: own.id });
    });
    await acceptWebhookKey(db, options.webhookKey);
  } finally {
    await sql.end();
  }
}

const person = ({ email, name }: { email: string; name: string }) => ({ email, name, demo: true });
