import { describe, expect, it } from "vitest";
import { signWebhook } from "@/scripts/testing/sign-webhook";
import { isSignedByEtsy, readWebhook } from "./webhook";

const secret = `whsec_${Buffer.from("a secret of the test").toString("base64")}`;
const now = 1_800_000_000_000;
const timestamp = String(now / 1000);
const rawBody = '{"event_type":"order.paid"}';
const sign = (id: string, at: string, body: string) =>
  signWebhook(Buffer.from("a secret of the test"), { id, timestamp: at, rawBody: body });
const good = { id: "m1", timestamp, signature: sign("m1", timestamp, rawBody), rawBody };
const old = String(now / 1000 - 301);

describe("a webhook's signature", () => {
  it("is accepted, also beside others", () => {
    expect(isSignedByEtsy(good, secret, now)).toBe(true);
    const several = `v1,AAAA v2,BBBB ${good.signature}`;
    expect(isSignedByEtsy({ ...good, signature: several }, secret, now)).toBe(true);
  });

  it("is accepted by either secret while one replaces another, and by no empty one", () => {
    const other = `whsec_${Buffer.from("another secret").toString("base64")}`;
    for (const secrets of [`${secret},${other}`, `${other}, ${secret}`])
      expect(isSignedByEtsy(good, secrets, now)).toBe(true);
    expect(isSignedByEtsy(good, other, now)).toBe(false);
    const byNone = signWebhook(Buffer.alloc(0), { id: "m1", timestamp, rawBody });
    expect(isSignedByEtsy({ ...good, signature: byNone }, `${secret},`, now)).toBe(false);
  });

  it.each([
    ["none", { signature: null }],
    ["that of another body", { rawBody: `${rawBody} ` }],
    ["that of another message", { id: "m2" }],
    ["one of another version", { signature: good.signature.replace("v1", "v0") }],
    ["one that is cut short", { signature: good.signature.slice(0, 20) }],
    ["one of five minutes ago", { timestamp: old, signature: sign("m1", old, rawBody) }],
    ["one without a time", { timestamp: "soon" }],
  ])("is refused: %s", (_what, change) => {
    expect(isSignedByEtsy({ ...good, ...change }, secret, now)).toBe(false);
  });
});

describe("a webhook's body", () => {
  const url = "https://api.etsy.com/v3/application/shops/42/receipts/9007199254740993";
  const body = (change: object) =>
    JSON.stringify({ event_type: "order.paid", resource_url: url, shop_id: 42, ...change });
  const paid = { eventType: "order.paid", shopId: 42, receiptId: "9007199254740993" };

  it("is read in its old and its new spelling", () => {
    expect(readWebhook(body({}))).toEqual(paid);
    expect(readWebhook(body({ event_type: "ORDER_PAID", shop_id: "42" }))).toEqual(paid);
  });

  it.each([
    ["an event that is not used", body({ event_type: "order.delivered" })],
    ["a URL of another shop", body({ shop_id: 43 })],
    ["a URL of something else", body({ resource_url: "https://evil.example/" })],
    ["no JSON", "<html>"],
    ["a list", "[]"],
  ])("comes to nothing: %s", (_what, raw) => {
    expect(readWebhook(raw)).toBeNull();
  });
});
