import { expect, it } from "vitest";
import { limitedBody } from "./limited-body";
import { fromOwnPages } from "./own-pages";

const asks = (given: Record<string, string>, appUrl = "https://console.test") =>
  fromOwnPages(new Headers(given), appUrl);

it.each([
  [{ "sec-fetch-site": "same-origin" }],
  [{ "sec-fetch-site": "same-origin", origin: "http://127.0.0.1:3000" }],
  [{ origin: "https://console.test" }],
  [{ origin: "http://10.0.0.5:3000", host: "10.0.0.5:3000" }],
])("H61: a change asked by a page of the console is taken: %o", (given) => {
  expect(asks(given as Record<string, string>)).toBe(true);
});

it.each([
  [{}],
  [{ "sec-fetch-site": "cross-site", origin: "https://console.test" }],
  [{ "sec-fetch-site": "same-site" }],
  [{ "sec-fetch-site": "none" }],
  [{ origin: "null" }],
  [{ origin: "https://evil.test", host: "console.test" }],
  [{ origin: "https://console.test.evil.test", host: "console.test" }],
  [{ origin: "http://console.test", host: "console.test:443" }],
])("H62: a change asked from elsewhere, or by nobody who says, is refused: %o", (given) => {
  expect(asks(given as Record<string, string>)).toBe(false);
});

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request("http://here.test", { method: "POST", body, headers });

it("H55: a body of 2 MB is refused by its own word, and in truth where it lies", async () => {
  const large = "x".repeat(2_000_000);
  expect(await limitedBody(post(large), 64_000)).toBeNull();
  expect(await limitedBody(post(large, { "content-length": "10" }), 64_000)).toBeNull();
  expect(await limitedBody(post("é".repeat(40_000)), 64_000)).toBeNull();
  expect(await limitedBody(post("small"), 64_000)).toBe("small");
});

it("H63: a body without an end is cut off, and not held", async () => {
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 1000;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  const request = new Request("http://here.test", {
    method: "POST",
    body: endless,
    duplex: "half",
  } as RequestInit);
  expect(await limitedBody(request, 64_000)).toBeNull();
  expect(sent).toBeLessThan(80_000);
});
