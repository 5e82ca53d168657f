import { eq } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { customer, organisation } from "@/db/schema/organisation";
import { fillEndings } from "@/server/orders/fill-endings";
import type { Scope } from "@/server/people/scope";
import { find } from "./service";

const word = `w${crypto.randomUUID().slice(0, 8)}`;
const digits = String(Date.now());

async function shop(organisationId: string, name: string) {
  const [owner] = await db()
    .insert(customer)
    .values({ organisationId, cartonCloudId: crypto.randomUUID(), name: `${word} ${name}` })
    .returning();
  if (!owner) throw new Error("The customer was not stored.");
  const customerId = owner.id;
  const [made] = await db()
    .insert(integration)
    .values({ organisationId, customerId, name: `${word} shop of ${name}`, status: "active" })
    .returning();
  if (!made) throw new Error("The integration was not stored.");
  await db()
    .insert(orderLink)
    .values({
      organisationId,
      customerId,
      integrationId: made.id,
      receiptId: `${digits}${name}`,
      receiptReadAt: new Date(),
      receiptStatus: "Paid",
      receiptCreatedAt: new Date(),
      receiptUpdatedAt: new Date(),
      itemQuantity: 1,
      outboundOrderId: crypto.randomUUID(),
      outboundOrderNumber: `SO-${digits}-${name}`,
    });
  return customerId;
}

async function home(): Promise<string> {
  const [row] = await db().insert(organisation).values({ name: word }).returning();
  return row?.id ?? "";
}

let admin: Scope;
let customerUser: Scope;
beforeAll(async () => {
  const [own, foreign] = [await home(), await home()];
  const first = await shop(own, "1");
  await shop(own, "2");
  await shop(foreign, "3");
  const base = { userId: crypto.randomUUID(), sessionId: crypto.randomUUID(), organisationId: own };
  admin = { ...base, role: "admin", customerIds: [] };
  customerUser = { ...base, role: "customer_user", customerIds: [first] };
});

const labels = async (scope: Scope, text: string) =>
  (await find(scope, text)).map(({ kind, label }) => `${kind} ${label}`).sort();

it("an admin finds customers and integrations of the organisation and of no other", async () => {
  expect(await labels(admin, word)).toEqual([
    `customer ${word} 1`,
    `customer ${word} 2`,
    `integration ${word} shop of 1`,
    `integration ${word} shop of 2`,
  ]);
});

it("a customer user finds what belongs to their own customers", async () => {
  expect(await labels(customerUser, word)).toEqual([
    `customer ${word} 1`,
    `integration ${word} shop of 1`,
  ]);
  expect(await labels(customerUser, `${digits}2`)).toEqual([]);
  expect(await labels(customerUser, `${digits}3`)).toEqual([]);
});

it("a receipt is found by its number and an outbound order by its own", async () => {
  expect(await labels(customerUser, `${digits}1`)).toEqual([
    `order SO-${digits}-1`,
    `receipt ${digits}1`,
  ]);
  expect(await labels(customerUser, `so-${digits}`)).toEqual([
    `order SO-${digits}-1`,
    `receipt ${digits}1`,
  ]);
});

it("signs that mean something to the database are taken as text", async () => {
  expect(await labels(admin, "%")).toEqual([]);
  expect(await labels(admin, "_")).toEqual([]);
});

it("a receipt is found by the last three digits of its number, once they are filled and before", async () => {
  const ending = `${digits}1`.slice(-3);
  const finds = async () => {
    expect(await labels(customerUser, ending)).toContain(`receipt ${digits}1`);
    expect(await labels(customerUser, `${digits}1`.slice(-6))).toContain(`receipt ${digits}1`);
    expect(await labels(customerUser, `${digits}2`.slice(-3))).toEqual([]);
  };
  await finds();
  expect(await fillEndings()).toBe(3);
  expect(await fillEndings()).toBe(0);
  expect(await db().$count(orderLink, eq(orderLink.receiptEnding, ending))).toBeGreaterThan(0);
  await finds();
});
