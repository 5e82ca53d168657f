import type { Boundary, Failpoint } from "@/server/failpoint";

/** What the worker is at when it meets a failpoint. */
export type Stage = "import" | "webhook" | "fulfilment" | "tokens";

type Point = { stage: Stage; times: (sizes: Sizes) => number };

/** How much there is to pass: shops that are read, receipts that become orders, parcels that leave. */
export type Sizes = { shops: number; receipts: number; parcels: number };

const perShop = ({ shops }: Sizes) => shops;
const perReceipt = ({ receipts }: Sizes) => receipts;
const perParcel = ({ parcels }: Sizes) => parcels;

/** Every boundary: the compiler refuses a list that leaves one out. `times` is how often a run passes it at least. */
const boundaries: Record<Boundary, Point> = {
  "page.fetched": { stage: "import", times: perShop },
  "rows.inserted": { stage: "import", times: perShop },
  "cursor.saved": { stage: "import", times: perShop },
  "receipt.claimed": { stage: "import", times: perReceipt },
  "order.searched": { stage: "import", times: perReceipt },
  "order.sent": { stage: "import", times: perReceipt },
  "order.saved": { stage: "import", times: perReceipt },
  "webhook.stored": { stage: "webhook", times: () => 1 },
  "consignments.read": { stage: "fulfilment", times: perReceipt },
  "shipment.sent": { stage: "fulfilment", times: perParcel },
  "shipment.saved": { stage: "fulfilment", times: perParcel },
  "token.refreshed": { stage: "tokens", times: perShop },
  "token.saved": { stage: "tokens", times: perShop },
};

/** Both sides of every boundary, and what is known of it. */
export const points = Object.entries(boundaries).flatMap(([boundary, point]) =>
  (["before", "after"] as const).map((side) => ({
    at: `${boundary as Boundary}.${side}` as const,
    ...point,
  })),
);

export const failpoints = points.map(({ at }) => at);

export const pointsOf = (stage: Stage): Failpoint[] =>
  points.filter((point) => point.stage === stage).map(({ at }) => at);
