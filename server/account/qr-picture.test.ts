import { expect, it } from "vitest";
import { qrPicture } from "./qr-picture";

it("a QR code is pictured with a light rim of four modules, a square for each dark one", () => {
  const { size, path } = qrPicture("otpauth://totp/a");
  expect(size).toBe(25 + 8);
  expect(path).toMatch(/^M4 4h1v1h-1z/);
  const places = [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].flatMap(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
  expect(Math.min(...places)).toBe(4);
  expect(Math.max(...places)).toBe(size - 5);
});

it("a long address still fits", () => {
  expect(qrPicture("a".repeat(666)).size).toBeGreaterThan(100);
});
