import { describe, expect, it } from "vitest";
import { weakness } from "./password-rules";
import { newPassword } from "./schema";

const about = ["maria.lindqvist@northwind.example", "Maria Lindqvist"];

it.each([
  "password1234",
  "P@ssw0rd!2026",
  "Welcome12345!",
  "admin-admin-admin",
  "changeme2026!!",
  "summer2026!!!!",
  "qwertyuiop12",
  "1234567890123",
  "abcdefghijklm",
  "mlkjihgfedcba",
  "aaaaaaaaaaaa",
  "abcabcabcabcabc",
  "xyzq12xyzq12",
  "maria-lindqvist",
  "MariaLindqvist1987",
  "northwind-maria-1",
  "1029384756!!!",
])("%j would be guessed, which is said in a sentence", (password) => {
  expect(weakness(password, about)).toMatch(/^This password .+\. .+\.$/);
});

it.each([
  "lantern orchard mackerel",
  "correct horse battery staple",
  "passwords are like socks",
  "my sister maria plays chess",
  "dq7-fkw-2pz-xm9",
  "グランドピアノと青い傘を買う",
  "warehouse-demo-1-lantern",
])("%j is taken, whatever kinds of signs it has", (password) => {
  expect(weakness(password, about)).toBeNull();
});

describe("the length", () => {
  it("is 12 at least, counted as people count, and up to 1,024", () => {
    expect(newPassword.safeParse("a".repeat(11)).success).toBe(false);
    expect(newPassword.safeParse("🦊".repeat(11)).success).toBe(false);
    expect(newPassword.safeParse("🦊".repeat(12)).success).toBe(true);
    expect(newPassword.safeParse("a".repeat(1024)).success).toBe(true);
  });

  it("H2 is not a megabyte", () => {
    expect(newPassword.safeParse("ab".repeat(500_000)).success).toBe(false);
  });

  it("leaves spaces at both ends as they are", () => {
    expect(newPassword.parse("  lantern orchard  ")).toBe("  lantern orchard  ");
  });
});
