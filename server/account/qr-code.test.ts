import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { qrCode, qrPicture } from "./qr-code";

const text = (bytes: number) => "otpauth://totp/".padEnd(bytes, "Ab%20c:9").slice(0, bytes);
const lines = (modules: boolean[][] | null) =>
  (modules ?? []).map((row) => row.map(Number).join("")).join("\n");

describe("a QR code", () => {
  // What was drawn when zbarimg (Debian's zbar-tools) read each of these back as the text.
  it.each([
    [14, 21, "f45a4d73c34279a2"],
    [122, 45, "03a9fd950fb42c0d"],
    [220, 61, "c6e3c68f715203df"],
    [666, 97, "7161e02eb4236537"],
  ])("of %i bytes has %i modules a side, each as another program read them", (bytes, size, sum) => {
    const modules = qrCode(text(bytes));
    expect(modules).toHaveLength(size);
    expect(createHash("sha256").update(lines(modules)).digest("hex").slice(0, 16)).toBe(sum);
  });

  it("of more than it can hold is none", () => {
    expect(qrCode("a".repeat(667))).toBeNull();
    expect(qrPicture("a".repeat(667))).toBeNull();
  });

  it("is pictured with a light rim of four modules, a square for each dark one", () => {
    const picture = qrPicture("a");
    expect(picture?.size).toBe(21 + 8);
    expect(picture?.path).toMatch(/^M4 4h1v1h-1z/);
    const dark = lines(qrCode("a")).replaceAll(/[^1]/g, "").length;
    expect(picture?.path.match(/M/g)).toHaveLength(dark);
  });
});
