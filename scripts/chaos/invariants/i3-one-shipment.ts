import type { Snapshot } from "@/scripts/chaos/snapshot-shape";
import { linksOf, ordersOf, parcelKey, readersOf } from "@/scripts/chaos/snapshot-shape";

const alive = (status: string) => status !== "canceled" && status !== "fully refunded";

/** I3: Etsy shows each dispatched parcel once, and is told of nothing else. */
export function oneShipmentPerParcel(snapshot: Snapshot): string[] {
  return [...twice(snapshot), ...notTold(snapshot), ...toldTooMuch(snapshot)];
}

function twice({ receipts }: Snapshot): string[] {
  return receipts.flatMap(({ id, shipments }) => {
    const keys = shipments.map(({ code }) => parcelKey(code));
    const repeated = new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
    return [...repeated].map((key) =>
      key === ""
        ? `I3: receipt ${id} was completed without tracking more than once.`
        : `I3: receipt ${id} shows parcel ${key} more than once.`,
    );
  });
}

function notTold(snapshot: Snapshot): string[] {
  if (!snapshot.drained) return [];
  return snapshot.receipts.flatMap((receipt) =>
    readersOf(snapshot, receipt.shopId).flatMap((owner) => {
      const [link] = linksOf(snapshot, receipt.id, owner);
      const waits = link?.state === "held" || link?.state === "skipped";
      if (owner.status !== "active" || !owner.completes || waits || !alive(receipt.status))
        return [];
      const dispatched = ordersOf(snapshot, receipt.id, owner).find(
        ({ status }) => status === "DISPATCHED",
      );
      if (!dispatched) return [];
      if (!receipt.isShipped)
        return [`I3: receipt ${receipt.id} is dispatched, and Etsy was not told.`];
      const shown = new Set(receipt.shipments.map(({ code }) => parcelKey(code)));
      const ours = snapshot.shipments.some(({ orderLinkId }) => orderLinkId === link?.id);
      return dispatched.tracking
        .filter((code) => ours && !shown.has(parcelKey(code)))
        .map((code) => `I3: receipt ${receipt.id} does not show parcel ${code}.`);
    }),
  );
}

function toldTooMuch(snapshot: Snapshot): string[] {
  return snapshot.etsy
    .filter(({ route }) => route.startsWith("POST") && route.endsWith("/tracking"))
    .flatMap(({ path }) => {
      const [, shop = "", id = ""] = /shops\/(\d+)\/receipts\/(\d+)/.exec(path) ?? [];
      const owners = readersOf(snapshot, Number(shop));
      if (owners.length > 0 && owners.every(({ completes }) => !completes))
        return [`I3: receipt ${id} was completed, although the integration does not complete any.`];
      const dispatched = owners.some((owner) =>
        ordersOf(snapshot, id, owner).some(({ status }) => status === "DISPATCHED"),
      );
      return dispatched
        ? []
        : [`I3: receipt ${id} was completed, although nothing was dispatched.`];
    });
}
