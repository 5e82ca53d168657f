import { createHmac } from "node:crypto";
import { beforeEach, expect, it, vi } from "vitest";
import { isSignedByEtsy } from "@/server/etsy/webhook";

/** The comparisons that were asked for, by the length of what was compared. */
const compared: number[] = [];
vi.mock("node:crypto", async (original) => {
  const real = await original<typeof import("node:crypto")>();
  return {
    ...real,
    timingSafeEqual: (a: Uint8Array, b: Uint8Array) => {
      compared.push(a.byteLength);
      return real.timingSafeEqual(a, b);
    },
  };
});
beforeEach(() => {
  compared.length = 0;
});

const secret = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;
const now = 1_795_000_000_000;
const message = { id: "m", timestamp: String(now / 1000), rawBody: "{}" };
const good = createHmac("sha256", Buffer.alloc(32, 5))
  .update(`${message.id}.${message.timestamp}.${message.rawBody}`)
  .digest();
const signed = (digest: Buffer) =>
  isSignedByEtsy({ ...message, signature: `v1,${digest.toString("base64")}` }, secret, now);

it("H54: a signature that is wrong at its first sign and one at its last take the same comparison", () => {
  const [first, last] = [Buffer.from(good), Buffer.from(good)];
  first[0] = (first[0] ?? 0) ^ 1;
  last[31] = (last[31] ?? 0) ^ 1;
  expect([signed(good), signed(first), signed(last)]).toEqual([true, false, false]);
  expect(compared).toEqual([32, 32, 32]);
});
