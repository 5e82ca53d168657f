import { listings, sellers } from "@/sandbox/demo";
import type { OrderSpec } from "./order-spec";
import { orderSpec } from "./order-spec";
import { placeReceipt } from "./place-receipt";
import type { World } from "./world";

const HOUR = 3600;
type Placed = { login: string; hoursAgo: number; order: Parameters<typeof orderSpec.parse>[0] };

const demoOrders: Placed[] = [
  { login: "maple", hoursAgo: 72, order: { status: "completed" } },
  { login: "maple", hoursAgo: 50, order: { status: "canceled" } },
  { login: "maple", hoursAgo: 20, order: { lines: [{ listingId: listings[0].listingId }] } },
  {
    login: "maple",
    hoursAgo: 6,
    order: {
      lines: [
        { listingId: listings[2].listingId, quantity: 2 },
        { listingId: listings[4].listingId },
      ],
      isGift: true,
      giftMessage: "Happy birthday, Ada & Tom!",
    },
  },
  { login: "harbour", hoursAgo: 30, order: { shippingUpgrade: "Express Post" } },
  { login: "restricted", hoursAgo: 12, order: {} },
];

/** Fills an empty world with the few orders that the demo starts with. */
export function seedWorld(world: World): void {
  for (const { login, hoursAgo, order } of demoOrders) {
    const seller = sellers.find((one) => one.login === login);
    const spec: OrderSpec = orderSpec.parse(order);
    const createdAt = world.now() - hoursAgo * HOUR;
    if (seller) placeReceipt(world, seller, { ...spec, createdAt });
  }
}
