import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
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
afterEach(() => {
  vi.useRealTimers();
});

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

it.each([
  ["behind", -3_600_000],
  ["ahead", 3_600_000],
])(
  "F36: keeps another run off for its minute alone, though its clock is an hour %s",
  async (_, ms) => {
    const id = await stored();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
    expect(await claimOrderLink(id, ["received"])).not.toBeNull();
    vi.useRealTimers();
    expect(await claimOrderLink(id, ["received"])).toBeNull();
    await db()
      .update(orderLink)
      .set({ leaseUntil: sql`${orderLink.leaseUntil} - interval '61 seconds'` });
    expect(await claimOrderLink(id, ["received"])).not.toBeNull();
  },
);
