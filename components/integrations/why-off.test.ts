import { expect, it } from "vitest";
import { whyOff } from "./why-off";

it("each state in which an instance cannot be pulled says why and what to do", () => {
  for (const status of ["draft", "paused", "reconnect"] as const)
    expect(whyOff(status)).toMatch(/first/);
  expect(whyOff("active")).toBeNull();
});
