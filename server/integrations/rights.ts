import { and, eq, inArray } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { etsyConnection } from "@/db/schema/integration";
import { neededScopes } from "@/server/etsy/oauth";
import type { Receipt } from "@/server/etsy/wire";
import { classifyReceipt } from "@/server/orders/classify-receipt";

type Known = "unknown" | "yes" | "no";

export type Right = {
  name: string;
  state: Known;
  /** What it means for the orders, and what to do where it is missing. */
  words: string;
};

const scopeNames: Record<(typeof neededScopes)[number], string> = {
  transactions_r: "see orders",
  transactions_w: "complete orders",
  shops_r: "see the shop",
};

/** What a granted scope of Etsy allows, in words; a scope that is not needed says nothing. */
export const grantedWords = (scopes: readonly string[]): { scope: string; words: string }[] =>
  neededScopes
    .filter((scope) => scopes.includes(scope))
    .map((scope) => ({ scope, words: scopeNames[scope] }));

function accessOf(scopes: readonly string[]): Right {
  const missing = neededScopes.filter((scope) => !scopes.includes(scope));
  return {
    name: "Access",
    state: missing.length === 0 ? "yes" : "no",
    words:
      missing.length === 0
        ? "The owner of the shop granted everything that is needed."
        : `The owner of the shop did not grant this app to ${missing.map((scope) => scopeNames[scope]).join(" and ")}. Connect the shop again and grant all of it.`,
  };
}

const addressWords: Record<Known, string> = {
  yes: "Etsy shows them. Orders are created by themselves.",
  no: "Etsy withholds them from this app. Each order is held until someone enters its address.",
  unknown: "Not known before the first order. One without an address is held.",
};

const trackingWords: Record<Known, string> = {
  yes: "Etsy lets this app complete orders with their tracking.",
  no: "Etsy does not let this app complete orders. Dispatched ones are held until someone completes them in Etsy.",
  unknown: "Shows with the first dispatched order.",
};

/** What a connection allows, as far as can be known: a plain verdict, one line for each right. */
export const rightsOf = (connection: {
  scopes: readonly string[];
  addressVisible: Known;
  trackingAllowed: Known;
}): Right[] => [
  accessOf(connection.scopes),
  {
    name: "Buyers' addresses",
    state: connection.addressVisible,
    words: addressWords[connection.addressVisible],
  },
  {
    name: "Completing orders",
    state: connection.trackingAllowed,
    words: trackingWords[connection.trackingAllowed],
  },
];

/** Whether Etsy shows addresses on receipts that need one; unknown where none of them does. */
export function addressesOn(receipts: readonly Receipt[]): Known {
  const needed = receipts.filter((one) => classifyReceipt(one, 0).kind === "import");
  if (needed.length === 0) return "unknown";
  return needed.some((one) => one.firstLine) ? "yes" : "no";
}

/**
 * Notes what the receipts of a page say about addresses. One that is seen settles it for good; one
 * that is missing settles it only while nothing was known, since a single address may be missing.
 */
export async function noteAddresses(
  tx: Queryable,
  integrationId: string,
  receipts: readonly Receipt[],
): Promise<void> {
  const addressVisible = addressesOn(receipts);
  if (addressVisible === "unknown") return;
  const before: Known[] = addressVisible === "yes" ? ["unknown", "no"] : ["unknown"];
  await tx
    .update(etsyConnection)
    .set({ addressVisible })
    .where(
      and(
        eq(etsyConnection.integrationId, integrationId),
        inArray(etsyConnection.addressVisible, before),
      ),
    );
}
