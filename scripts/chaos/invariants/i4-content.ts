import type { Receipt } from "@/sandbox/etsy/world/model";
import type { FloorOrder, IntegrationSeen, Snapshot } from "@/scripts/chaos/snapshot-shape";
import { linksOf, readersOf } from "@/scripts/chaos/snapshot-shape";

/** I4: lines, quantities and address of an order are those of its receipt, unless the shop changed it since. */
export function sameContent(snapshot: Snapshot): string[] {
  return snapshot.orders.flatMap((order) => {
    const receipt = snapshot.receipts.find(({ id }) => String(id) === order.reference);
    if (!receipt) return [];
    const owner = readersOf(snapshot, receipt.shopId).find(
      (one) => one.cartonCloudCustomerId === order.customerId,
    );
    if (!owner) return [];
    const [link] = linksOf(snapshot, receipt.id, owner);
    const faults =
      order.lines && order.status !== "REJECTED" ? lineFaults(order, receipt, owner) : [];
    if (!link?.addressEntered) faults.push(...addressFaults(order, link?.receipt ?? null, receipt));
    return faults.map((fault) => `I4: order ${order.id} of receipt ${receipt.id}: ${fault}`);
  });
}

const sums = (lines: { code: string; quantity: number }[]) => {
  const sum = new Map<string, number>();
  for (const { code, quantity } of lines) sum.set(code, (sum.get(code) ?? 0) + quantity);
  return sum;
};

function lineFaults(order: FloorOrder, receipt: Receipt, owner: IntegrationSeen): string[] {
  // A line without SKU goes under an alias of its listing, which is looked up by its beginning.
  const byListing = (listing: number | null) =>
    Object.entries(owner.aliases).find(([key]) => key.startsWith(`listing:${listing}`))?.[1];
  const due = sums(
    receipt.lines
      .filter(({ digital }) => !digital)
      .map(({ sku, listingId, quantity }) => ({
        code: (sku ? (owner.aliases[sku] ?? sku) : byListing(listingId)) ?? "",
        quantity,
      })),
  );
  const has = sums(order.lines ?? []);
  return [...new Set([...due.keys(), ...has.keys()])]
    .filter((code) => due.get(code) !== has.get(code))
    .map((code) => `${has.get(code) ?? 0} of ${code} instead of ${due.get(code) ?? 0}.`);
}

type Delivery = { contactName: string; address1: string; postcode: string; country: string };

function addressFaults(
  order: FloorOrder,
  stored: {
    name: string | null;
    firstLine: string | null;
    zip: string | null;
    countryIso: string | null;
  } | null,
  receipt: Receipt,
): string[] {
  const now: Delivery = {
    contactName: receipt.name,
    address1: receipt.address.firstLine,
    postcode: receipt.address.zip,
    country: receipt.address.country,
  };
  // The picture from which the order was made, in case the shop changed the receipt afterwards.
  const then: Delivery = {
    contactName: stored?.name ?? "",
    address1: stored?.firstLine ?? "",
    postcode: stored?.zip ?? "",
    country: stored?.countryIso ?? "",
  };
  const fields = ["contactName", "address1", "postcode", "country"] as const;
  const wrong = fields.filter((field) => {
    const text = order[field].trim();
    return text !== now[field].trim() && text !== then[field].trim();
  });
  return wrong.map((field) => `its ${field} is another one.`);
}
