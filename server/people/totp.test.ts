import { expect, it } from "vitest";
import { matchTotp, newTotpSecret, otpauthLink, stepAt, toBase32, totpCode } from "./totp";

/** RFC 6238, appendix B: the secret, and the last six of its eight digits. */
const secret = toBase32(Buffer.from("12345678901234567890"));

it.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("at %i s the code is %s, as the RFC says", (seconds, code) => {
  expect(totpCode(secret, stepAt(seconds * 1000))).toBe(code);
});

it("takes the code of the step before and after, and no further one", () => {
  const at = 1_111_111_111_000;
  const code = (steps: number) => totpCode(secret, stepAt(at) + steps);
  const taken = [-2, -1, 0, 1, 2].map((steps) => matchTotp(secret, code(steps), at, null) !== null);
  expect(taken).toEqual([false, true, true, true, false]);
});

it("takes no step that was taken, nor one before it", () => {
  const at = 1_111_111_111_000;
  const step = stepAt(at);
  expect(matchTotp(secret, totpCode(secret, step), at, step)).toBeNull();
  expect(matchTotp(secret, totpCode(secret, step - 1), at, step)).toBeNull();
  expect(matchTotp(secret, totpCode(secret, step + 1), at, step)).toBe(step + 1);
});

it("makes secrets of 160 bits, each another", () => {
  const [first, second] = [newTotpSecret(), newTotpSecret()];
  expect(first).toMatch(/^[A-Z2-7]{32}$/);
  expect(first).not.toBe(second);
});

it("writes a link that says what it is for", () => {
  const link = otpauthLink(secret, "sam+x@example.com", "Self-Managed Integrations");
  expect(new URL(link).searchParams.get("secret")).toBe(secret);
  expect(link).toContain("totp/Self-Managed%20Integrations:sam%2Bx%40example.com?");
});
