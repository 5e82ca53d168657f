import { describe, expect, it } from "vitest";
import { call, parseJson, retryAfterSeconds } from "./http";

describe("reading JSON", () => {
  it("keeps the last digits of 64-bit ids, and leaves texts and small numbers alone", () => {
    expect(
      parseJson(
        '{"id":9007199254740993,"n":123,"f":0.1234567890123456,"t":"a: 9007199254740993,"}',
      ),
    ).toEqual({
      id: "9007199254740993",
      n: 123,
      f: 0.1234567890123456,
      t: "a: 9007199254740993,",
    });
    expect(parseJson('["\\"1234567890123456",-1234567890123456789]')).toEqual([
      '"1234567890123456',
      "-1234567890123456789",
    ]);
  });
});

describe("Retry-After", () => {
  it.each([
    ["30", 30],
    ["Mon, 23 Nov 2026 00:00:10 GMT", 10],
    ["soon", undefined],
    ["-5", undefined],
  ])("%s is read as %s seconds", (value, seconds) => {
    const now = Date.parse("2026-11-23T00:00:00Z");
    expect(retryAfterSeconds(new Headers({ "retry-after": value }), now)).toBe(seconds);
  });
});

describe("a call", () => {
  const answers =
    (body: string, status = 200) =>
    () =>
      Promise.resolve(new Response(body, { status }));

  it("tells an answer that cannot be read from a refusal in another form", async () => {
    await expect(call("Etsy", "http://x", {}, answers("<html>"))).rejects.toMatchObject({
      kind: "unreadable",
      effectUnknown: true,
    });
    expect(await call("Etsy", "http://x", {}, answers("<html>", 502))).toMatchObject({
      status: 502,
    });
  });

  it("counts a lost connection as an unknown effect", async () => {
    const lost = () => Promise.reject(new TypeError("fetch failed"));
    await expect(call("CartonCloud", "http://x", {}, lost)).rejects.toMatchObject({
      kind: "network",
      effectUnknown: true,
      message: "CartonCloud did not answer.",
    });
  });

  it("gives up on an answer larger than anything expected", async () => {
    const chunk = new Uint8Array(1024 * 1024);
    const endless = () =>
      Promise.resolve(new Response(new ReadableStream({ pull: (c) => c.enqueue(chunk) })));
    await expect(call("Etsy", "http://x", {}, endless)).rejects.toMatchObject({ kind: "network" });
  });
});
