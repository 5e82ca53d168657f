import { NonRetriableError, RetryAfterError } from "inngest";
import { expect, test } from "vitest";
import { startAll, until } from "./testing";

test("a function without steps runs once per event, with the event's id, name and data", async () => {
  const seen: unknown[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "plain", triggers: { event: "receipt/ready" } }, ({ event, attempt }) => {
      seen.push({ id: event.id, name: event.name, data: event.data, attempt });
    }),
  ]);
  await client.send({ id: "evt-1", name: "receipt/ready", data: { receiptId: 7 } });
  await until(() => seen.length > 0, "the function ran");
  expect(seen).toEqual([
    { id: "evt-1", name: "receipt/ready", data: { receiptId: 7 }, attempt: 0 },
  ]);
});

test("steps run once each, in order, and later requests get their kept results", async () => {
  const log: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "chain", triggers: { event: "go" } }, async ({ step }) => {
      const one = await step.run("one", () => log.push("one"));
      await step.sleep("rest", "1s");
      const two = await step.run("two", () => {
        log.push(`two after ${one}`);
        return { n: one + 1 };
      });
      log.push(`end ${JSON.stringify(two)}`);
    }),
  ]);
  await client.send({ name: "go" });
  await until(() => log.length >= 3, "the function ended");
  expect(log).toEqual(["one", "two after 1", 'end {"n":2}']);
});
