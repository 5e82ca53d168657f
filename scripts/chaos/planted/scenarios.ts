import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { customer, organisation } from "@/db/schema/organisation";
import { userAccount } from "@/db/schema/people";
import { customers } from "@/sandbox/demo";
import { crashOnceAt } from "@/scripts/chaos/crash-once";
import { drain, letTokensEnd } from "@/scripts/chaos/drain";
import type { WorldOfShops } from "@/scripts/chaos/world-of-shops";
import { routes } from "@/scripts/testing/routes";
import { withEtsy } from "@/server/integrations/connection";
import { retryOrderLinks } from "@/server/orders/release";
import type { BugName } from "./bugs";

const hoursAgo = (hours: number) => Math.floor(Date.now() / 1000 - hours * 3600);
const lostAnswer = { when: "after", fault: { kind: "status", status: 502 } };

async function atSecond(world: WorldOfShops) {
  const [shop] = await world.begin();
  await world.place(shop, { count: 130, createdAt: hoursAgo(2) });
}

async function fewOrders(world: WorldOfShops) {
  const [shop] = await world.begin();
  await world.place(shop, { count: 3, createdAt: hoursAgo(2) });
}

async function lostOrderAnswer(world: WorldOfShops) {
  const [shop] = await world.begin();
  await world.cartonCloud.control("POST", "/customers", {
    id: customers[0].id,
    settings: { uniqueReferences: false },
  });
  await world.cartonCloud.fault({ route: routes.order, ...lostAnswer });
  await world.place(shop);
}

/** The process ends between the reading of a page and its commit. */
async function crashBetween(world: WorldOfShops) {
  const [shop] = await world.begin();
  await world.place(shop, { count: 20, createdAt: hoursAgo(10), stepSeconds: 1200 });
  crashOnceAt("rows.inserted.after");
}

async function refreshTogether(world: WorldOfShops) {
  const [shop] = await world.begin();
  await world.etsy.control("PUT", "/settings", { refreshMode: "grace" });
  await world.etsy.fault({
    route: routes.token,
    times: "always",
    when: "before",
    fault: { kind: "delay", ms: 300 },
  });
  await letTokensEnd();
  await Promise.all([1, 2, 3, 4].map(() => withEtsy(shop.id, (etsy) => etsy.getMe())));
}

async function sameParcelTwice(world: WorldOfShops) {
  const [shop] = await world.begin();
  const [receiptId = ""] = await world.place(shop);
  await drain();
  await world.dispatch(receiptId, [
    { carrier: "USPS", tracking: "AB 1234" },
    { carrier: "USPS", tracking: "ab-1234" },
  ]);
}

async function lostTrackingAnswer(world: WorldOfShops) {
  const [shop] = await world.begin();
  const [receiptId = ""] = await world.place(shop);
  await drain();
  await world.dispatch(receiptId);
  await world.etsy.fault({ route: routes.tracking, ...lostAnswer });
}

/** An admin of another 3PL retries an order that is not theirs. */
async function strangerRetries(world: WorldOfShops) {
  const [shop] = await world.begin();
  const [receiptId = ""] = await world.place(shop, { lines: [{ listingId: 81000007 }] });
  await drain();
  const [home] = await db().insert(organisation).values({ name: "Another 3PL" }).returning();
  const organisationId = home?.id ?? "";
  const [owner] = await db()
    .insert(customer)
    .values({ organisationId, cartonCloudId: crypto.randomUUID(), name: "Theirs" })
    .returning();
  const [own] = await db()
    .insert(integration)
    .values({ organisationId, customerId: owner?.id ?? "", name: "Theirs" })
    .returning();
  const [stranger] = await db()
    .insert(userAccount)
    .values({ email: "stranger@another.test", name: "Stranger", passwordHash: "none" })
    .returning();
  const link = await world.linkOf(receiptId);
  await retryOrderLinks(
    {
      userId: stranger?.id ?? "",
      sessionId: crypto.randomUUID(),
      organisationId,
      role: "admin",
      customerIds: [],
    },
    own?.id ?? "",
    [link?.id ?? ""],
  );
}

/** The smallest story in which each bug does harm. Every one ends well in the product as it is. */
export const scenarios: Record<BugName, (world: WorldOfShops) => Promise<void>> = {
  "page key exclusive": atSecond,
  "no unique key": fewOrders,
  "no search before the next post": lostOrderAnswer,
  "cursor before rows": crashBetween,
  "no lock at refresh": refreshTogether,
  "dedupe off": sameParcelTwice,
  "fulfil without re-read": lostTrackingAnswer,
  "tenant filter dropped": strangerRetries,
};
