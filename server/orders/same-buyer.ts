import type { Receipt } from "@/server/etsy/wire";

const plain = (text: string | null): string =>
  (text ?? "").normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

/** Where a receipt goes: name, first line and postcode; null where one of the first two is missing. */
function addressee({ name, firstLine, zip }: Receipt): string | null {
  const parts = [name, firstLine, zip].map(plain);
  return parts[0] && parts[1] ? parts.join("\n") : null;
}

/**
 * Whether two receipts are of one buyer: Etsy's number of the buyer says so, and where one of them
 * was stored without it, the same name at the same address.
 */
export function isSameBuyer(a: Receipt, b: Receipt): boolean {
  if (a.buyerUserId && b.buyerUserId) return a.buyerUserId === b.buyerUserId;
  const place = addressee(a);
  return place !== null && place === addressee(b);
}
