import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { homePath, safeReturnPath, signInPathFor } from "./return-path";

describe("the path after sign-in", () => {
  it("is the page that was asked for, with its query", () => {
    expect(safeReturnPath("/integrations/1?state=held")).toBe("/integrations/1?state=held");
  });

  it.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "javascript:alert(1)",
    "evil.example",
    "",
    null,
    undefined,
  ])("is never %j", (wanted) => {
    expect(safeReturnPath(wanted)).toBe(homePath);
  });

  it("H118 is none that is too long for an address, which would shut the sign-in page", () => {
    const long = `/audit?action=${"a".repeat(14_000)}`;
    expect(safeReturnPath(long)).toBe(homePath);
    expect(signInPathFor(long)).toBe("/sign-in");
    expect(safeReturnPath(`/audit?action=${"a".repeat(1900)}`)).toMatch(/a{1900}$/);
  });

  it.each(["/", "/sign-in", "/sign-in?callbackUrl=/x", "/api/auth/signout", "/_next/x"])(
    "is not %j, which is no page to come back to",
    (wanted) => {
      expect(safeReturnPath(wanted)).toBe(homePath);
    },
  );

  it("stays on this origin for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const path = safeReturnPath(`/${text}`);
        expect(new URL(path, "https://app.example").origin).toBe("https://app.example");
      }),
    );
  });
});

it("the sign-in page is told where to lead back to, unless that is the home page", () => {
  expect(signInPathFor("/billing?x=1")).toBe("/sign-in?callbackUrl=%2Fbilling%3Fx%3D1");
  expect(signInPathFor(homePath)).toBe("/sign-in");
});
