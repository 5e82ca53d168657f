import { expect, it } from "vitest";
import { choosePages } from "./choose-pages";

const pages = ["/", "/audit", "/billing", "/billing/[monday]", "/settings"].map((route) => ({
  route,
  path: route,
}));

it("takes all pages in parts, each in one of them", () => {
  const parts = ["1/3", "2/3", "3/3"].map((part) => choosePages(pages, { only: "", part }));
  expect(parts.map(({ length }) => length)).toEqual([2, 2, 1]);
  expect(new Set(parts.flat()).size).toBe(pages.length);
  expect(choosePages(pages, { only: "billing", part: "2/2" })).toEqual([pages[3]]);
});

it("refuses to look at nothing", () => {
  expect(() => choosePages(pages, { only: "shops", part: "1/1" })).toThrow("No page");
  for (const part of ["0/3", "4/3", "1", "a/b"])
    expect(() => choosePages(pages, { only: "", part })).toThrow("--part is such as 2/3");
});
