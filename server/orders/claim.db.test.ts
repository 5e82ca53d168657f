import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { claimOrderLink } from "./claim";
import { pullPage } from "./pull-page";
import { openPull } from "./request-pull";

let world: World;
let integrationId: string;

beforeAll(async () => {
  world = await openWorld();
  ({ id: integrationId } = await world.connect());
});
afterAll(() => world.close());
beforeEach(() => world.clear());

async function stored(): Promise<string> {
  const [receiptId = ""] = await world.placeOrders({});
  const opened = await openPull(integrationId, { trigger: "person", userId: null });
  await pullPage(opened?.pullId ?? "");
  return (await world.linkOf(receiptId))?.id ?? "";
}

it("waits for whoever is changing the order link, instead of leaving it to the sweeper", async () => {
  const id = await stored();
  let claim: ReturnType<typeof claimOrderLink> | undefined;
  await db().transaction(async (tx) => {
    await tx.select().from(orderLink).where(eq(orderLink.id, id)).for("update");
    claim = claimOrderLink(id, ["received"]);
    await new Promise((resume) => setTimeout(resume, 300));
  });
  expect((await claim)?.row.id).toBe(id);
});

it("lets one of many claims at once have it", async () => {
  const id = await stored();
  const claims = await Promise.all(
    Array.from({ length: 8 }, () => claimOrderLink(id, ["received"])),
  );
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
});
