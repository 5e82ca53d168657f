import he from "he";
import { listings } from "@/sandbox/demo";
import type { Line } from "./model";
import type { OrderSpec } from "./order-spec";
import type { World } from "./world";

/** Property of a listing under which Etsy sends what the buyer asked to be written on it. */
const PERSONALIZATION_PROPERTY = 54;

/** The lines of an order; one ordinary listing when it names none. */
export function linesOf(world: World, spec: OrderSpec, receiptId: number): Line[] {
  // Left to the defaults, orders differ, but the first ones avoid what would be held.
  const ordinary = listings.slice(0, 4);
  const usual = ordinary[receiptId % ordinary.length] ?? listings[0];
  const wanted = spec.lines ?? [{ listingId: usual.listingId, quantity: 1, variations: [] }];
  return wanted.map((line) => {
    const listing = listings.find((one) => one.listingId === line.listingId);
    const text = "personalization" in line ? line.personalization : undefined;
    const given = {
      sku: undefined,
      title: undefined,
      price: undefined,
      digital: undefined,
      ...line,
    };
    const personal = {
      propertyId: PERSONALIZATION_PROPERTY,
      valueId: null,
      name: "Personalization",
    };
    return {
      transactionId: world.nextId("transaction"),
      listingId: line.listingId ?? null,
      productId: listing ? listing.listingId + 1_000_000_000 : null,
      title: given.title ?? (listing ? he.decode(listing.title) : "A handmade thing"),
      sku: given.sku === undefined ? (listing?.sku ?? null) : given.sku,
      quantity: line.quantity,
      price: given.price ?? listing?.price ?? 1000,
      digital: given.digital ?? listing?.digital ?? false,
      variations: text ? [...line.variations, { ...personal, value: text }] : line.variations,
    };
  });
}
