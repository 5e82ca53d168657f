import { eq } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { db } from "@/db/client";
import { billingLine, billingStatement } from "@/db/schema/billing";
import { integration } from "@/db/schema/integration";
import { priceTier } from "@/db/schema/organisation";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";
import { closeWeeks } from "./close";
import { savePriceList } from "./save-prices";
import { readStatement } from "./service";
import { weekAt } from "./weeks";

const zone = "Australia/Melbourne";
const dayMs = 86_400_000;
const now = new Date();
const last = weekAt(new Date(now.getTime() - 7 * dayMs), zone);
let tenant: Tenant;

beforeEach(async () => {
  tenant = await makeTenant();
  const id = await tenant.active();
  const activatedAt = new Date(last.from.getTime() + dayMs);
  await db().update(integration).set({ activatedAt }).where(eq(integration.id, id));
});

const rows = () =>
  db()
    .select()
    .from(billingStatement)
    .where(eq(billingStatement.organisationId, tenant.organisationId));
const doublePrice = () =>
  savePriceList(tenant.admin, { currency: "AUD", tiers: [{ fromQuantity: 1, weeklyPrice: 2000 }] });
const lastTotal = async () =>
  (await readStatement(tenant.admin, { monday: last.monday })).total.amountMinor;

it("closes each whole week once, though two runs close at once", async () => {
  await Promise.all([1, 2, 3].map(() => closeWeeks(tenant.organisationId, now)));
  expect(await closeWeeks(tenant.organisationId, now)).toBe(0);
  expect(await rows()).toMatchObject([{ monday: last.monday, quantity: 1, totalMinor: 1000 }]);
});

it("leaves past weeks as they were when the price changes, closed or not yet", async () => {
  await doublePrice();
  expect(await lastTotal()).toBe(1000);
  await closeWeeks(tenant.organisationId, now);
  expect(await lastTotal()).toBe(1000);
  expect((await readStatement(tenant.admin, {})).total.amountMinor).toBe(2000);
});

it("keeps a closed week although the price book is rewritten behind it", async () => {
  await closeWeeks(tenant.organisationId, now);
  await db().insert(priceTier).values({
    organisationId: tenant.organisationId,
    fromQuantity: 1,
    weeklyPriceMinor: 5,
    currency: "AUD",
  });
  expect(await lastTotal()).toBe(1000);
});

it("lets nobody change, delete or add to a closed week in the database", async () => {
  await closeWeeks(tenant.organisationId, now);
  const [line] = await db()
    .select()
    .from(billingLine)
    .where(eq(billingLine.organisationId, tenant.organisationId));
  if (!line) throw new Error("The line is not there.");
  const refused = { cause: { message: "A closed week never changes; add a correction." } };
  await expect(db().update(billingStatement).set({ totalMinor: 1 })).rejects.toMatchObject(refused);
  await expect(db().delete(billingStatement)).rejects.toMatchObject(refused);
  await expect(db().update(billingLine).set({ amountMinor: 1 })).rejects.toMatchObject(refused);
  await expect(db().delete(billingLine)).rejects.toMatchObject(refused);
  await expect(
    db()
      .insert(billingLine)
      .values({ ...line, integrationId: crypto.randomUUID() }),
  ).rejects.toMatchObject(refused);
});
