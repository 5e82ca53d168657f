import { expect, test } from "vitest";
import { pause, startAll, until } from "./testing";

test("200 events at once never exceed the limit of a key, the function or the runner", async () => {
  const now = new Map<string, number>();
  const most = new Map<string, number>();
  let done = 0;
  const enter = (key: string) => {
    now.set(key, (now.get(key) ?? 0) + 1);
    most.set(key, Math.max(most.get(key) ?? 0, now.get(key) ?? 0));
  };
  const leave = (key: string) => now.set(key, (now.get(key) ?? 0) - 1);
  const { client } = await startAll(
    (c) => [
      c.createFunction(
        {
          id: "pull",
          triggers: { event: "pull" },
          concurrency: [{ limit: 2, key: "event.data.integrationId" }, { limit: 6 }],
        },
        async ({ event, step }) => {
          await step.run("work", async () => {
            const key = String(event.data.integrationId);
            enter(key);
            enter("all");
            await pause(40);
            leave(key);
            leave("all");
          });
          done++;
        },
      ),
    ],
    { maxInFlight: 8 },
  );
  const events = Array.from({ length: 200 }, (_, n) => ({
    name: "pull",
    data: { integrationId: `i${n % 5}` },
  }));
  await Promise.all([client.send(events.slice(0, 100)), client.send(events.slice(100))]);
  await until(() => done === 200, "all 200 ran", 15_000);
  expect(most.get("all")).toBeLessThanOrEqual(6);
  expect(most.get("all")).toBeGreaterThan(1);
  for (let n = 0; n < 5; n++) expect(most.get(`i${n}`)).toBeLessThanOrEqual(2);
  await pause(50);
  expect(done).toBe(200);
});

test("a sleeping run holds no place of the concurrency limit", async () => {
  const log: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "one", triggers: { event: "go" }, concurrency: 1 }, async (ctx) => {
      if (ctx.event.data.n === 1) await ctx.step.sleep("long", "10s");
      await ctx.step.run("log", () => log.push(`run ${ctx.event.data.n}`));
    }),
  ]);
  await client.send([1, 2].map((n) => ({ name: "go", data: { n } })));
  await until(() => log.length === 2, "both ran");
  expect(log).toEqual(["run 2", "run 1"]);
});

test("a limit of scope env is shared by the functions that name the same key", async () => {
  let now = 0;
  let most = 0;
  let done = 0;
  const work = async () => {
    most = Math.max(most, ++now);
    await pause(20);
    now--;
    done++;
  };
  const { client } = await startAll((c) =>
    ["a", "b"].map((id) =>
      c.createFunction(
        { id, triggers: { event: "go" }, concurrency: { limit: 1, key: `"etsy"`, scope: "env" } },
        work,
      ),
    ),
  );
  await client.send([{ name: "go" }, { name: "go" }]);
  await until(() => done === 4, "all ran");
  expect(most).toBe(1);
});
