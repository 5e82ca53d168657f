import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { fromRoot } from "@/scripts/launcher/paths";
import { outsidePath, ownPath, ownWords } from "./path-template";

it("knows the words of every address of the console", () => {
  const words = readdirSync(fromRoot("app"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^[[(]/.test(entry.name))
    .map(({ name }) => name);
  expect(words.length).toBeGreaterThan(15);
  expect(words.filter((word) => !ownWords.has(word))).toEqual([]);
});

it.each([
  [
    "/integrations/0b0f3a52-0000-4000-8000-000000000001/orders/x?search=Zephyrine",
    "/integrations/{}/orders/{}",
  ],
  ["/join?token=secret", "/join"],
  ["/zephyrine/canarybird@example.com", "/{}/{}"],
  ["/api/trpc/orders.list?input=%7B%7D", "/api/trpc/{}"],
  ["/", "/"],
])("our own %s is told as %s", (path, told) => {
  expect(ownPath(path)).toBe(told);
});

it.each([
  [
    "https://x.test/v3/application/shops/12/receipts/35001/tracking?a=Zephyrine",
    "/v3/application/shops/{}/receipts/{}/tracking",
  ],
  [
    "https://x.test/tenants/0b0f3a52-1c2d-4000-8000-000000000001/outbound-orders/search?page=1",
    "/tenants/{}/outbound-orders/search",
  ],
  ["smtp://user:secret@mail.test:587/mail", "/mail"],
  ["nonsense", ""],
])("an outside %s is told as %s", (url, told) => {
  expect(outsidePath(url)).toBe(told);
});
