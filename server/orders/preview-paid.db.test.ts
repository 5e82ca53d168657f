import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { adminOf } from "@/scripts/testing/admin-of";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { orderCreation } from "@/server/integrations/schema";
import { previewImport } from "./preview";

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.emptyStandIns();
});
afterAll(() => world.close());

it("the preview of the first import goes by the time of the payment, as the run does", async () => {
  const date = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
  const start = new Date(`${date}T00:00:00Z`);
  const owner = await world.connect({ importSince: start, pullCursor: start });
  const at = +start / 1000;
  const place = async (spec: Record<string, unknown>) =>
    (await world.placeOrders({ createdAt: at - 5 * 86_400, ...spec }))[0] ?? "";
  const paidSince = await place({ paidAt: at + 3600 });
  const paidJustNow = await place({ status: "open" });
  await world.etsy.control("POST", `/receipts/${paidJustNow}/pay`);
  const paidBefore = await place({ paidAt: at - 3600, updatedAt: at + 3600 });
  const { rows } = await previewImport(await adminOf(owner.organisationId), owner.id, {
    ...orderCreation.parse(owner.orderCreation),
    importFrom: { kind: "since", date },
  });
  await db()
    .update(integration)
    .set({ nextPullAt: new Date(0) });
  await world.drive();
  const told = new Map(rows.map((one) => [one.receiptId, [one.decision, one.reason]]));
  const words = { created: "create", skipped: "skip" } as const;
  const became = (await world.links()).map((link): [string, unknown[]] => [
    link.receiptId,
    [words[link.state as "created"] ?? link.state, link.skipReason],
  ]);
  expect(told).toEqual(new Map(became));
  expect(told).toEqual(
    new Map([
      [paidSince, ["create", null]],
      [paidJustNow, ["create", null]],
      [paidBefore, ["skip", "before_start"]],
    ]),
  );
});
