import { expect, it } from "vitest";
import { worstWindow } from "./observe-vitals";

it("adds up shifts that follow each other, and begins anew after a pause or five seconds", () => {
  expect(worstWindow([])).toBe(0);
  expect(
    worstWindow([
      { at: 0, value: 1 },
      { at: 900, value: 2 },
    ]),
  ).toBe(3);
  expect(
    worstWindow([
      { at: 0, value: 1 },
      { at: 1500, value: 2 },
    ]),
  ).toBe(2);
  const steady = Array.from({ length: 12 }, (_, index) => ({ at: index * 900, value: 1 }));
  expect(worstWindow(steady)).toBe(6);
});
