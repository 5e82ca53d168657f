import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { billingLine, billingStatement } from "@/db/schema/billing";
import { integration } from "@/db/schema/integration";
import { organisation, priceTier } from "@/db/schema/organisation";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";
import { closeWeeks, organisationsToClose, restMs } from "./close";
import { billedFrom } from "./fixtures";
import { savePriceList } from "./save-prices";
import { readStatement } from "./service";
import { weekAt } from "./weeks";

const zone = "Australia/Melbourne";
const dayMs = 86_400_000;
const now = new Date();
/** Behind the rest of a week that ended just now. */
const later = new Date(+now + restMs);
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
  await Promise.all([1, 2, 3].map(() => closeWeeks(tenant.organisationId, later)));
  expect(await closeWeeks(tenant.organisationId, later)).toBe(0);
  expect(await rows()).toMatchObject([{ monday: last.monday, quantity: 1, totalMinor: 1000 }]);
});

it("leaves past weeks as they were when the price changes, closed or not yet", async () => {
  await doublePrice();
  expect(await lastTotal()).toBe(1000);
  await closeWeeks(tenant.organisationId, later);
  expect(await lastTotal()).toBe(1000);
  expect((await readStatement(tenant.admin, {})).total.amountMinor).toBe(2000);
});

it("keeps a closed week although the price book is rewritten behind it", async () => {
  await closeWeeks(tenant.organisationId, later);
  await db().insert(priceTier).values({
    organisationId: tenant.organisationId,
    fromQuantity: 1,
    weeklyPriceMinor: 5,
    currency: "AUD",
  });
  expect(await lastTotal()).toBe(1000);
});

it("lets nobody change, delete or add to a closed week in the database", async () => {
  await closeWeeks(tenant.organisationId, later);
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

describe("a week", () => {
  const moveTo = (timeZone: string) =>
    db().update(organisation).set({ timeZone }).where(eq(organisation.id, tenant.organisationId));
  const billed = (monday: string) =>
    db()
      .select({ name: billingLine.integrationName })
      .from(billingLine)
      .where(
        and(eq(billingLine.organisationId, tenant.organisationId), eq(billingLine.monday, monday)),
      );
  const before = weekAt(new Date(+last.from - dayMs), zone);

  it.each(["America/Los_Angeles", "Pacific/Kiritimati", "Pacific/Pago_Pago"])(
    "begins where the closed one before it ended, though the zone becomes %s",
    async (other) => {
      const at = (offsetMs: number) => new Date(+last.from + offsetMs);
      // Alive for an hour just before and just behind the seam, and on Monday in one zone alone.
      for (const hours of [-27, -2, 1, 20])
        await billedFrom(tenant, tenant.own, at(hours * 3_600_000), {
          name: `at ${hours}`,
          deletedAt: at((hours + 1) * 3_600_000),
        });
      await closeWeeks(tenant.organisationId, new Date(+last.from + dayMs));
      expect((await rows()).map(({ monday }) => monday)).toEqual([before.monday]);
      await moveTo(other);
      await closeWeeks(tenant.organisationId, later);
      const closed = (await rows()).toSorted((a, b) => a.monday.localeCompare(b.monday));
      expect(closed.map(({ monday }) => monday).slice(0, 2)).toEqual([before.monday, last.monday]);
      for (const [index, { weekFrom }] of closed.slice(1).entries())
        expect(weekFrom).toEqual(closed[index]?.weekTo);
      const first = await billed(before.monday);
      expect(first.map(({ name }) => name).sort()).toEqual(["at -2", "at -27"]);
      expect((await billed(last.monday)).map(({ name }) => name)).toEqual(
        expect.arrayContaining(["at 1", "at 20"]),
      );
      const all = await db()
        .select()
        .from(billingLine)
        .where(eq(billingLine.organisationId, tenant.organisationId));
      // Of the five, four lived within one week whatever the zone.
      expect(all.filter(({ integrationName }) => integrationName.startsWith("at"))).toHaveLength(4);
    },
  );

  it("rests five minutes, and is not closed by a clock that runs ahead", async () => {
    await closeWeeks(tenant.organisationId, new Date(+last.to + 299_000));
    expect(await rows()).toEqual([]);
    await closeWeeks(tenant.organisationId, new Date(+now + 30 * dayMs));
    expect((await rows()).map(({ monday }) => monday)).toEqual([last.monday]);
  });

  it("is closed although something of the organisation is being written", async () => {
    await db().transaction(async (tx) => {
      await tx
        .select()
        .from(organisation)
        .where(eq(organisation.id, tenant.organisationId))
        .for("key share");
      expect(await closeWeeks(tenant.organisationId, later)).toBe(1);
    });
  });

  it("is looked for where something was active and none was closed lately", async () => {
    expect(await organisationsToClose(now)).toContain(tenant.organisationId);
    await closeWeeks(tenant.organisationId, later);
    const nextDay = new Date(+last.to + dayMs);
    expect(await organisationsToClose(nextDay)).not.toContain(tenant.organisationId);
    expect(await organisationsToClose(new Date(+last.to + 6 * dayMs))).toContain(
      tenant.organisationId,
    );
    const { organisationId } = await makeTenant();
    expect(await organisationsToClose(now)).not.toContain(organisationId);
  });
});
