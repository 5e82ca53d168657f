import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { pagesLost } from "@/scripts/chaos/crash-once";
import { threeMinutesAgo, waitsOver } from "@/scripts/chaos/drain";
import type { Shop } from "@/scripts/chaos/shops";
import { reconnectShop } from "@/scripts/chaos/shops";
import type { WorldOfShops } from "@/scripts/chaos/world-of-shops";
import { adminOf } from "@/scripts/testing/admin-of";
import { asOwner } from "@/scripts/testing/as-owner";
import { ApiError, DomainError } from "@/server/errors";
import { ReconnectNeeded } from "@/server/integrations/connection";
import type { Scope } from "@/server/people/scope";

export type Real = { world: WorldOfShops; shop: Shop; admin: Scope };

/** An empty world with one shop, in the same database every time. */
export async function openReal(world: WorldOfShops): Promise<Real> {
  await liftTroubles(world);
  pagesLost.length = 0;
  const [shop] = await world.begin();
  // Nothing else empties these, and every check reads them whole. (The audit log cannot be emptied.)
  await asOwner("truncate notification, mail cascade");
  return { world, shop, admin: await adminOf(shop.organisationId) };
}

/** Forgets all faults and crashes that are still to come. */
export async function liftTroubles(world: WorldOfShops): Promise<void> {
  await world.clearFaults();
  delete (globalThis as { crashAt?: unknown }).crashAt;
}

const crashed = "The process ends here.";

/** Runs a verb that may fail by what was planned: what else it throws is a defect. */
export async function mayFail<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const planned =
      error instanceof ApiError ||
      error instanceof ReconnectNeeded ||
      error instanceof DomainError ||
      (error instanceof Error && error.message === crashed);
    if (planned) return null;
    throw error;
  }
}

/** Lets the waits of one order end; `rested` also the two minutes after a create. */
export async function letRest(orderLinkId: string, rested: boolean): Promise<void> {
  await db()
    .update(orderLink)
    .set({ ...waitsOver, ...(rested ? { createSentAt: threeMinutesAgo } : {}) })
    .where(eq(orderLink.id, orderLinkId));
}

export const reconnect = ({ world, shop }: Real): Promise<void> => reconnectShop(world.etsy, shop);
