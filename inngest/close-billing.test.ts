import { expect, it, vi } from "vitest";
import { closeBilling } from "./close-billing";

const closed = vi.hoisted((): string[] => []);
vi.mock("@/server/billing/close", () => ({
  organisationsToClose: async () => ["first", "broken", "last"],
  closeWeeks: async (id: string) => {
    if (id === "broken") throw new Error("It has no such zone.");
    return closed.push(id);
  },
}));

it("one organisation whose weeks cannot be closed fails the run, and keeps no other open", async () => {
  const step = { run: (_name: string, work: () => Promise<unknown>) => work() };
  await expect(Reflect.get(closeBilling, "fn")({ step })).rejects.toThrow(
    "Of 3 organisations these are not closed: broken.",
  );
  expect(closed).toEqual(["first", "last"]);
});
