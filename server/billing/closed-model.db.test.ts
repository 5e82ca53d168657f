import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, it } from "vitest";
import { db } from "@/db/client";
import { billingLine, billingStatement } from "@/db/schema/billing";
import { organisation, priceTier } from "@/db/schema/organisation";
import { makeTenant } from "@/server/integrations/fixtures";
import { closeWeeks, restMs } from "./close";
import { exportMonth } from "./export";
import { billedFrom, dayMs } from "./fixtures";
import { readMonth } from "./months";

const zones = [
  "Australia/Melbourne",
  "America/Los_Angeles",
  "Pacific/Kiritimati",
  "Asia/Kathmandu",
];
const start = Date.now() - 45 * dayMs;
const minute = fc.nat(40 * 1440);
const life = fc.record({ mine: fc.boolean(), from: minute, lasts: fc.option(minute) });
/** Someone closes, by a clock that may go back; before that the zone may have been changed. */
const closing = fc.record({ at: fc.nat(45 * 1440), zone: fc.constantFrom(null, ...zones) });
const moment = (minutes: number) => new Date(start + minutes * 60_000);
const priceOf = (count: number) => (count >= 3 ? 800 : 1000);

it("closed weeks are what lives, closings, clocks and zones imply, and add up in every way", async () => {
  const tries = fc.asyncProperty(
    fc.array(life, { minLength: 1, maxLength: 6 }),
    fc.array(closing, { maxLength: 4 }),
    async (lives, closings) => {
      const tenant = await makeTenant();
      const { organisationId, admin } = tenant;
      await db()
        .insert(priceTier)
        .values(
          [1, 3].map((fromQuantity) => ({
            organisationId,
            fromQuantity,
            weeklyPriceMinor: priceOf(fromQuantity),
            currency: "AUD",
          })),
        );
      const known = [];
      for (const { mine, from, lasts } of lives) {
        const activatedAt = moment(from);
        const deletedAt =
          lasts === null ? undefined : new Date(+activatedAt + (lasts + 1) * 60_000);
        // What is deleted later than now is not deleted yet.
        const ends = deletedAt && +deletedAt < Date.now() ? { deletedAt } : {};
        const id = await billedFrom(tenant, tenant[mine ? "own" : "other"], activatedAt, ends);
        known.push({ id, activatedAt, ...ends });
      }
      for (const { at, zone } of [...closings, { at: 46 * 1440, zone: null }]) {
        if (zone)
          await db()
            .update(organisation)
            .set({ timeZone: zone })
            .where(eq(organisation.id, organisationId));
        await closeWeeks(organisationId, moment(at));
      }
      const lines = await db()
        .select()
        .from(billingLine)
        .where(eq(billingLine.organisationId, organisationId));
      const weeks = (
        await db()
          .select()
          .from(billingStatement)
          .where(eq(billingStatement.organisationId, organisationId))
      ).toSorted((a, b) => +a.weekFrom - +b.weekFrom);
      for (const [index, { weekFrom, weekTo, monday, quantity, totalMinor }] of weeks.entries()) {
        if (index > 0) expect(weekFrom).toEqual(weeks[index - 1]?.weekTo);
        const on = known.filter(
          ({ activatedAt, deletedAt }) =>
            activatedAt < weekTo && (!deletedAt || deletedAt > weekFrom),
        );
        const billed = lines.filter((line) => line.monday === monday);
        expect(billed.map(({ integrationId }) => integrationId).sort()).toEqual(
          on.map(({ id }) => id).sort(),
        );
        expect([quantity, totalMinor]).toEqual([on.length, on.length * priceOf(on.length)]);
      }
      const first = Math.min(...known.map(({ activatedAt }) => +activatedAt));
      if (weeks[0]) expect(+weeks[0].weekFrom).toBeLessThanOrEqual(first);
      const months = [...new Set(weeks.map(({ monday }) => monday.slice(0, 7)))];
      let ofMonths = 0;
      for (const month of months) {
        const { totals } = await readMonth(admin, { month });
        const file = await new Response(await exportMonth(admin, month)).text();
        const cells = file
          .trim()
          .split("\r\n")
          .slice(1)
          .map((row) => row.split(","));
        const [total] = totals;
        expect(cells.reduce((sum, row) => sum + Number(row[9]), 0)).toBe(total?.amountMinor ?? 0);
        ofMonths += total?.amountMinor ?? 0;
      }
      expect(ofMonths).toBe(weeks.reduce((sum, { totalMinor }) => sum + totalMinor, 0));
      expect(await closeWeeks(organisationId, new Date(Date.now() - restMs))).toBe(0);
    },
  );
  await fc.assert(tries, { numRuns: 25 });
});
