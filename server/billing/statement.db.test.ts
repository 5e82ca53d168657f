import { beforeEach, describe, expect, it } from "vitest";
import { withinRowsOf } from "@/db/row-scope";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";
import type { Scope } from "@/server/people/scope";
import { closeWeeks, restMs } from "./close";
import { correct } from "./corrections";
import { billedFrom, billedMany, lastWeek, lastWeekDay, showBillingOf } from "./fixtures";
import { readMonth } from "./months";
import { previewBegin, previewEnd } from "./preview";
import { reconcile } from "./reconcile";
import { savePassOn, savePriceList } from "./save-prices";
import { readStatement } from "./service";

let tenant: Tenant;
let first: string;
const { monday } = lastWeek();
const as = <Result>(scope: Scope, work: () => Promise<Result>) => withinRowsOf(scope, work);
const read = (scope: Scope, of?: string) => as(scope, () => readStatement(scope, { monday: of }));
const tiers = [
  { fromQuantity: 1, weeklyPrice: 1000 },
  { fromQuantity: 3, weeklyPrice: 800 },
];

beforeEach(async () => {
  tenant = await makeTenant();
  await showBillingOf(tenant);
  first = await billedFrom(tenant, tenant.own, lastWeekDay(1));
  await billedFrom(tenant, tenant.other, lastWeekDay(2), { name: "Fern" });
  await billedFrom(tenant, tenant.other, lastWeekDay(3), {
    name: "Moss",
    deletedAt: lastWeekDay(4),
  });
});
const close = () => closeWeeks(tenant.organisationId, new Date(Date.now() + restMs));

describe("a customer user", () => {
  it("sees no statement where the organisation does not show it", async () => {
    const hidden = await makeTenant();
    await expect(read(hidden.customerUser)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(read(hidden.admin)).resolves.toMatchObject({ total: { quantity: 0 } });
  });

  it("pays the price of the whole organisation's volume, and sees no line but their own", async () => {
    await as(tenant.admin, () => savePriceList(tenant.admin, { currency: "AUD", tiers }));
    await billedFrom(tenant, tenant.other, lastWeekDay(5));
    const { total, lines, customers, price } = await read(tenant.customerUser);
    expect(total).toEqual({ quantity: 1, amountMinor: 800, passOnMinor: null });
    expect(lines.map(({ integrationId }) => integrationId)).toEqual([first]);
    expect(customers).toHaveLength(1);
    expect(price).toBeNull();
  });

  it("sees what is charged, closed or not, and an admin what is paid and the margin", async () => {
    const passOn = { customerId: tenant.own, weeklyPrice: 1500 };
    await as(tenant.admin, () => savePassOn(tenant.admin, passOn));
    expect((await read(tenant.customerUser)).total.amountMinor).toBe(1500);
    expect((await read(tenant.admin)).total).toMatchObject({
      amountMinor: 2000,
      passOnMinor: 2500,
    });
    // Last week was before the price: it is charged as it is paid.
    await close();
    expect(await read(tenant.customerUser, monday)).toMatchObject({
      total: { amountMinor: 1000, passOnMinor: null },
      lines: [{ amountMinor: 1000, passOnMinor: null, days: 6 }],
    });
  });
});

describe("a closed week", () => {
  it("is what the running one showed, line by line", async () => {
    const before = await read(tenant.admin, monday);
    expect(before.week.closedAt).toBeNull();
    await close();
    const after = await read(tenant.admin, monday);
    expect(after.week.closedAt).toBeInstanceOf(Date);
    expect(after.total).toMatchObject(before.total);
    for (const field of ["customers", "price", "currency", "pages"] as const)
      expect(after[field]).toEqual(before[field]);
    expect(after.lines.map(({ integrationName, days }) => [integrationName, days]).sort()).toEqual([
      ["Fern", 5],
      ["Maple", 6],
      ["Moss", 2],
    ]);
    expect(after.lines).toMatchObject(before.lines);
  });

  it("takes corrections as lines of their own, which change the month and not the statement", async () => {
    await close();
    const input = { monday, integrationId: first, amount: -250, passOn: false, reason: "Late" };
    await as(tenant.admin, () => correct(tenant.admin, input));
    await as(tenant.admin, () => correct(tenant.admin, { ...input, amount: -100, passOn: true }));
    const { total, corrections } = await read(tenant.admin, monday);
    expect(total.amountMinor).toBe(3000);
    expect(corrections.map(({ amountMinor, by }) => [amountMinor, by])).toEqual([
      [-250, "Ada"],
      [-100, "Ada"],
    ]);
    const month = { month: monday.slice(0, 7) };
    const ofMonth = await as(tenant.admin, () => readMonth(tenant.admin, month));
    expect(ofMonth.totals).toEqual([
      { currency: "USD", quantity: 3, amountMinor: 2650, passOnMinor: 2900 },
    ]);
    const theirs = await read(tenant.customerUser, monday);
    expect(theirs.corrections).toMatchObject([{ amountMinor: -100, passOnMinor: null, by: null }]);
    const own = await as(tenant.customerUser, () => readMonth(tenant.customerUser, month));
    expect(own.totals).toEqual([
      { currency: "USD", quantity: 1, amountMinor: 900, passOnMinor: null },
    ]);
  });

  it("takes no correction before it is closed, nor about what it has no line of", async () => {
    const input = { monday, integrationId: first, amount: 1, passOn: true, reason: "Late" };
    const refused = { code: "not_found" };
    await expect(correct(tenant.admin, input)).rejects.toMatchObject(refused);
    await close();
    const { admin } = await makeTenant();
    await expect(correct(admin, input)).rejects.toMatchObject(refused);
  });

  it("is compared with an invoice as it is after its corrections", async () => {
    const csv = `integration,amount\n${first},7.50\nFern,10.00\nOak,10.00`;
    await expect(reconcile(tenant.admin, { monday, csv })).rejects.toMatchObject({
      code: "conflict",
    });
    await close();
    const input = { monday, integrationId: first, amount: -250, passOn: true, reason: "Late" };
    await correct(tenant.admin, input);
    const result = await reconcile(tenant.admin, { monday, csv });
    expect(result).toMatchObject({ expectedMinor: 2750, invoicedMinor: 2750, different: [] });
    const names = (lines: { integrationName: string }[]) => lines.map((one) => one.integrationName);
    expect(names(result.matched).sort()).toEqual(["Fern", "Maple"]);
    expect(names(result.missing)).toEqual(["Moss"]);
    expect(result.extra).toMatchObject([{ row: 4, integration: "Oak" }]);
  });
});

describe("the list of weeks", () => {
  it("has each week in the currency that it had, with its corrections", async () => {
    await close();
    await as(tenant.admin, () => savePriceList(tenant.admin, { currency: "AUD", tiers }));
    await correct(tenant.admin, {
      monday,
      integrationId: first,
      amount: -250,
      passOn: true,
      reason: "Late",
    });
    for (const of of [undefined, monday]) {
      const { weeks } = await read(tenant.admin, of);
      expect(weeks.slice(0, 2)).toMatchObject([
        { currency: "AUD", amountMinor: 2000, passOnMinor: 2000 },
        { currency: "USD", amountMinor: 2750, passOnMinor: 2750 },
      ]);
    }
  });
});

describe("more lines than one page has", () => {
  it("are led to page by page, in a running week and a closed one alike", async () => {
    const many = await makeTenant();
    await billedMany(many, many.own, 1_003);
    const pages = async (of?: string) => {
      const found = [1, 2, 3].map((page) =>
        as(many.admin, () => readStatement(many.admin, { monday: of, page })),
      );
      return Promise.all(found);
    };
    const running = await pages();
    await closeWeeks(many.organisationId, new Date(Date.now() + restMs));
    for (const of of [running, await pages(monday)]) {
      expect(of.map(({ lines, skipped }) => [skipped, lines.length])).toEqual([
        [0, 500],
        [500, 500],
        [1_000, 3],
      ]);
      const ids = of.flatMap(({ lines }) => lines.map(({ integrationId }) => integrationId));
      expect(new Set(ids).size).toBe(1_003);
      expect(of[2]).toMatchObject({ pages: 3, total: { quantity: 1_003 } });
    }
    await expect(
      as(many.admin, () => readStatement(many.admin, { monday, page: 4 })),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the price ahead", () => {
  beforeEach(() => as(tenant.admin, () => savePriceList(tenant.admin, { currency: "AUD", tiers })));

  it("of one more counts it in, for whoever asks", async () => {
    // Two are active: the third reaches the second tier.
    const ahead = await as(tenant.admin, () => previewBegin(tenant.admin, tenant.own));
    expect(ahead.nextWeek).toMatchObject({
      priceMinor: 800,
      all: { quantity: 3, totalMinor: 2400, tierFrom: 3 },
    });
    expect(ahead.without.all).toMatchObject({ quantity: 2, totalMinor: 2000 });
    const { customerUser } = tenant;
    const theirs = await as(customerUser, () => previewBegin(customerUser, tenant.own));
    expect(theirs.nextWeek).toMatchObject({ priceMinor: 800, all: null });
  });

  it("is no price for a customer user where the organisation shows none", async () => {
    const hidden = await makeTenant();
    const own = await billedFrom(hidden, hidden.own, lastWeekDay(1));
    const passOn = { customerId: hidden.own, weeklyPrice: 1234 };
    await as(hidden.admin, () => savePassOn(hidden.admin, passOn));
    const user = hidden.customerUser;
    for (const ahead of [
      await as(user, () => previewBegin(user, hidden.own)),
      await as(user, () => previewEnd(user, own)),
    ]) {
      expect(ahead.thisWeek).toMatchObject({ priceMinor: null, all: null });
      expect(JSON.stringify(ahead)).not.toMatch(/1000|1234/);
    }
    expect(await as(hidden.admin, () => previewEnd(hidden.admin, own))).toMatchObject({
      thisWeek: { priceMinor: 1000 },
    });
  });

  it("of a delete charges the running week, and the next one without it", async () => {
    const end = await as(tenant.admin, () => previewEnd(tenant.admin, first));
    expect(end.thisWeek).toMatchObject({ priceMinor: 1000, all: { quantity: 2 } });
    expect(end.without.all).toMatchObject({ quantity: 1, totalMinor: 1000 });
    const foreign = (await makeTenant()).admin;
    await expect(as(foreign, () => previewEnd(foreign, first))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
