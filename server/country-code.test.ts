import { expect, it } from "vitest";
import { wrongCountry } from "./country-code";

it("takes a country as Etsy writes it", () => {
  for (const code of ["US", "CA", "AU", "GB", "NZ", "DE", "XK", "PR"])
    expect(wrongCountry(code)).toBeNull();
});

it("names the code that is meant", () => {
  expect(wrongCountry("UK")).toBe("Write GB for United Kingdom, not UK.");
});

it.each(["USA", "XX", "EU", "ZZ", "A", "", "us", "A1", "U-S"])("refuses %j", (code) => {
  expect(wrongCountry(code)).toBe(`"${code}" is no country. Write it as two letters, such as US.`);
});
