import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { integrationEvent } from "@/db/schema/integration";
import { checkInvariants } from "@/scripts/chaos/check-invariants";
import { drain, letTokensEnd } from "@/scripts/chaos/drain";
import type { Shop } from "@/scripts/chaos/shops";
import { reconnectShop } from "@/scripts/chaos/shops";
import type { WorldOfShops } from "@/scripts/chaos/world-of-shops";
import { openWorldOfShops } from "@/scripts/chaos/world-of-shops";
import type { Failpoint } from "@/server/failpoint";
import { pointsOf } from "./points";
import { full, seeds } from "./seeds";
import {
  announce,
  crashesOf,
  dispatchAll,
  expectOncePerReceipt,
  killAndRestart,
  placeReceipts,
} from "./story";

let world: WorldOfShops;
beforeAll(async () => {
  world = await openWorldOfShops();
});
afterAll(() => world?.close());

const modes = ["single-use", "grace", "reuse-revokes-family"] as const;

/** Etsy has answered, and nobody has kept what it said: here alone its rule for old tokens decides. */
const losesAnswer: readonly Failpoint[] = ["token.refreshed.after", "token.saved.before"];

const matrixOf = (at: Failpoint) =>
  (full || losesAnswer.includes(at) ? modes : modes.slice(0, 1)).flatMap((mode) =>
    seeds().map((seed) => ({ mode, seed })),
  );

/** A person connects the shop again, when that is asked for and was told. @returns whether it was. */
async function reconnectIfTold(shop: Shop): Promise<boolean> {
  const { status } = await world.rowOf(shop);
  if (status === "active") return false;
  expect(status).toBe("reconnect");
  const events = await db()
    .select()
    .from(integrationEvent)
    .where(eq(integrationEvent.integrationId, shop.id));
  expect(events.map(({ kind }) => kind)).toEqual(["reconnect.needed"]);
  await reconnectShop(world.etsy, shop);
  return true;
}

/** The process that knew Etsy's answer is gone: that its token is sent again is what must be borne. */
const borne = (fault: string) =>
  !fault.startsWith("I5: a refresh token was sent again after it had been answered");

for (const at of pointsOf("tokens"))
  test.each(matrixOf(at))(
    `F10: a process killed at ${at} leaves a healthy or a told connection, $mode tokens, seed $seed`,
    async ({ mode, seed }) => {
      const { shops, receiptIds, sizes } = await placeReceipts(world);
      await world.etsy.control("PUT", "/settings", { refreshMode: mode });
      await letTokensEnd();
      const crashes = crashesOf(at, seed, sizes);
      announce(seed, crashes);
      await killAndRestart(crashes);
      const early = await checkInvariants(world, { drained: true });
      expect(early.filter(borne)).toEqual([]);
      const told: boolean[] = [];
      for (const shop of shops) told.push(await reconnectIfTold(shop));
      // All shops are refreshed at once: a neighbour may lose its answer wherever the process ends.
      const lost = told.filter(Boolean).length;
      if (mode === "grace") expect(lost).toBe(0);
      else if (losesAnswer.includes(at)) expect(lost).toBeGreaterThan(0);
      else if (crashes.length === 1) expect(lost).toBeLessThan(shops.length);

      await drain();
      await expectOncePerReceipt(world, receiptIds, false);
      await dispatchAll(world, receiptIds);
      await drain();
      const late = await checkInvariants(world, { drained: true });
      expect(late.filter(borne)).toEqual([]);
      await expectOncePerReceipt(world, receiptIds, true);
    },
  );
