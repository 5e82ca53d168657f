import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { adminOf } from "@/scripts/testing/admin-of";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import type { Scope } from "@/server/people/scope";
import { erasePersonalData } from "./erase-personal-data";
import { readOrderLink } from "./get";
import { pullPage } from "./pull-page";
import { openPull } from "./request-pull";

let world: World;
let admin: Scope;
let integrationId: string;

beforeAll(async () => {
  world = await openWorld();
  const row = await world.connect();
  integrationId = row.id;
  admin = await adminOf(row.organisationId);
});
afterAll(() => world.close());
beforeEach(() => world.clear());

async function pull(kind: "changes" | "check" = "changes"): Promise<void> {
  const opened = await openPull(integrationId, { trigger: "person", userId: null }, kind);
  while ((await pullPage(opened?.pullId ?? "")).more);
}
async function created() {
  const [receiptId = ""] = await world.placeOrders({ address: { firstLine: "1 First Street" } });
  await db()
    .update(integration)
    .set({ nextPullAt: new Date(0) });
  await world.drive();
  const link = await world.linkOf(receiptId);
  return { receiptId, id: link?.id ?? "", orderId: link?.outboundOrderId ?? "" };
}
const edit = (receiptId: string, change: Record<string, unknown>) =>
  world.etsy.control("POST", `/receipts/${receiptId}/address`, change);
const shown = async (orderLinkId: string) =>
  (await readOrderLink(admin, { integrationId, orderLinkId })).receipt?.edits ?? null;

it("shows another address once, with what it is now, and leaves the order alone", async () => {
  const { receiptId, id } = await created();
  await edit(receiptId, { firstLine: "2 Second Street", touch: true });
  const orders = await world.ordersOf(receiptId);
  await pull();
  await pull();
  expect(await shown(id)).toMatchObject({ lines: [] });
  expect((await shown(id))?.address).toContain("2 Second Street");
  const edits = (await world.timeline(receiptId)).filter((kind) => kind === "receipt.edited");
  expect(edits).toHaveLength(1);
  expect(await world.ordersOf(receiptId)).toEqual(orders);
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "created" });
});

it("shows another quantity, line by line, and leaves the order alone", async () => {
  const { receiptId, id } = await created();
  const { lines } = (await world.etsy.control("GET", `/receipts/${receiptId}`)) as {
    lines: { transactionId: number; title: string; quantity: number }[];
  };
  const [line] = lines;
  const before = line?.quantity ?? 0;
  const quantity = before + 2;
  await world.etsy.control("POST", `/receipts/${receiptId}/quantity`, {
    transactionId: line?.transactionId,
    quantity,
    touch: true,
  });
  const orders = await world.ordersOf(receiptId);
  await pull();
  expect(await shown(id)).toMatchObject({
    lines: [{ title: line?.title, before, after: quantity }],
  });
  expect(await world.ordersOf(receiptId)).toEqual(orders);
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "created" });
});

it("sees an edit that Etsy does not date, at the latest by the daily check", async () => {
  const { receiptId, id } = await created();
  await edit(receiptId, { firstLine: "3 Third Street" });
  await pull("check");
  expect((await shown(id))?.address).toContain("3 Third Street");
});

it("says so when the edit is taken back", async () => {
  const { receiptId, id } = await created();
  await edit(receiptId, { firstLine: "4 Fourth Street" });
  await pull("check");
  await edit(receiptId, { firstLine: "1 First Street" });
  await pull("check");
  expect(await shown(id)).toBeNull();
  expect(await world.timeline(receiptId)).toContain("receipt.unedited");
});

it("tells nothing once the order has left, and is erased with the buyer's data", async () => {
  const { receiptId, orderId } = await created();
  await edit(receiptId, { firstLine: "5 Fifth Street" });
  await pull("check");
  await world.cartonCloud.control("POST", `/orders/${orderId}/dispatch`, {});
  await world.letPollCome();
  await world.drive();
  await edit(receiptId, { firstLine: "6 Sixth Street", touch: true });
  await pull();
  const edits = (await world.timeline(receiptId)).filter((kind) => kind === "receipt.edited");
  expect(edits).toHaveLength(1);
  await erasePersonalData(new Date(Date.now() + 31 * 86_400_000));
  expect(await world.linkOf(receiptId)).toMatchObject({
    receiptSealed: null,
    editedReceiptSealed: null,
  });
});
