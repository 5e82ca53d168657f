import { afterAll, beforeAll, expect, it } from "vitest";
import { openWorld } from "@/scripts/testing/world";
import { readReceipt } from "@/server/etsy/fixtures";
import { judgeKnown } from "./judge-receipt";

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld();
  await world.connect();
});
afterAll(() => world.close());

it("a page that is older than what is stored does not bring a canceled receipt back", async () => {
  const [receiptId = ""] = await world.placeOrders();
  await new Promise((resume) => setTimeout(resume, 1100));
  await world.etsy.control("POST", `/receipts/${receiptId}/cancel`);
  await world.drive();
  const link = await world.linkOf(receiptId);
  if (!link) throw new Error("The receipt was not stored.");
  expect(link).toMatchObject({ state: "skipped", skipReason: "canceled" });
  const seconds = link.receiptUpdatedAt.getTime() / 1000;
  const as = (updated: number) =>
    readReceipt({ receipt_id: Number(receiptId), status: "Paid", updated_timestamp: updated });
  expect(judgeKnown(link, as(seconds - 1), null).kind).toBe("same");
  expect(judgeKnown(link, as(seconds), null).kind).toBe("judged");
});
