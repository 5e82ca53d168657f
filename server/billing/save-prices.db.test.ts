import { beforeEach, expect, it } from "vitest";
import { db } from "@/db/client";
import { withinRowsOf } from "@/db/row-scope";
import { passOnPrice } from "@/db/schema/billing";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";
import { dayMs, zone } from "./fixtures";
import { readPriceBook } from "./read-price-book";
import { removePriceList, savePassOn, savePriceList } from "./save-prices";
import { weekAt } from "./weeks";

let tenant: Tenant;
beforeEach(async () => {
  tenant = await makeTenant();
});
const mondayIn = (weeks: number) => weekAt(new Date(Date.now() + weeks * 7 * dayMs), zone).monday;
const list = (validFrom: string | undefined, weeklyPrice: number) => ({
  validFrom,
  currency: "AUD" as const,
  tiers: [{ fromQuantity: 1, weeklyPrice }],
});
const states = async () =>
  (await readPriceBook(tenant.admin)).lists.map(({ state, tiers }) => [
    state,
    tiers[0].weeklyPriceMinor,
  ]);

it("keeps every price list, and says which one holds", async () => {
  await savePriceList(tenant.admin, list(undefined, 900));
  await savePriceList(tenant.admin, list(mondayIn(2), 1200));
  await savePriceList(tenant.admin, list(mondayIn(2), 1100));
  expect(await states()).toEqual([
    ["coming", 1100],
    ["current", 900],
  ]);
});

it("takes back a list that is to come, and no other", async () => {
  await savePriceList(tenant.admin, list(undefined, 900));
  await savePriceList(tenant.admin, list(mondayIn(1), 1200));
  await removePriceList(tenant.admin, mondayIn(1));
  expect(await states()).toEqual([["current", 900]]);
  await expect(removePriceList(tenant.admin, mondayIn(0))).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(removePriceList(tenant.admin, mondayIn(3))).rejects.toMatchObject({
    code: "not_found",
  });
});

it("refuses a price from a week that is over, and from another day than a Monday", async () => {
  const tuesday = new Date(Date.parse(mondayIn(1)) + dayMs).toISOString().slice(0, 10);
  for (const [day, words] of [
    [mondayIn(-1), "Past weeks keep their prices"],
    [tuesday, "Choose a Monday"],
  ] as const) {
    const refused = { field: "validFrom", message: expect.stringContaining(words) };
    await expect(savePriceList(tenant.admin, list(day, 900))).rejects.toMatchObject(refused);
    const passOn = { customerId: tenant.own, validFrom: day, weeklyPrice: 900 };
    await expect(savePassOn(tenant.admin, passOn)).rejects.toMatchObject(refused);
  }
});

it("a customer user sees the pass-on prices of their own customers alone", async () => {
  for (const customerId of [tenant.own, tenant.other])
    await savePassOn(tenant.admin, { customerId, weeklyPrice: 1500 });
  const seen = await withinRowsOf(tenant.customerUser, () => db().select().from(passOnPrice));
  expect(seen.map(({ customerId }) => customerId)).toEqual([tenant.own]);
  const foreign = (await makeTenant()).admin;
  expect(await withinRowsOf(foreign, () => db().select().from(passOnPrice))).toEqual([]);
});
