import { expect, it } from "vitest";
import { db } from "@/db/client";
import { pull } from "@/db/schema/integration";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { makeHeld } from "@/server/orders/held-fixtures";
import { countWords, mostCounted } from "@/server/orders/words";
import { readFacts } from "./facts";
import { makeTenant } from "./fixtures";

const minute = (n: number) => new Date(Date.UTC(2026, 2, 1, 10, n));

it("tells of each integration what is its own: its pulls of changes, its shop, its CartonCloud", async () => {
  const [first, second] = [await makeTenant(), await makeTenant()];
  const busy = await first.connected();
  const idle = await first.draft();
  const foreign = await second.connected();
  await db().insert(cartonCloudConnection).values({
    organisationId: second.organisationId,
    clientId: "c",
    clientSecretSealed: "s",
    tenantId: crypto.randomUUID(),
    status: "failed",
    lastError: "Refused.",
  });
  const window = { windowFrom: minute(0), windowTo: minute(1), trigger: "schedule" as const };
  const ofBusy = { organisationId: first.organisationId, integrationId: busy, ...window };
  await db()
    .insert(pull)
    .values([
      { ...ofBusy, state: "succeeded", startedAt: minute(1) },
      { ...ofBusy, state: "failed", error: "Etsy is away.", startedAt: minute(2) },
      { ...ofBusy, state: "running", startedAt: minute(3), touchedAt: minute(4) },
      // The check of a day tells nothing of how the pulls go.
      { ...ofBusy, kind: "check", state: "succeeded", startedAt: minute(5) },
    ]);
  const facts = await readFacts([busy, idle, foreign]);
  expect(facts.get(busy)).toMatchObject({
    running: { startedAt: minute(3), touchedAt: minute(4) },
    lastEnded: { state: "failed", error: "Etsy is away." },
    connected: true,
    cartonCloudError: null,
  });
  expect(facts.get(idle)).toMatchObject({ running: null, lastEnded: null, connected: false });
  expect(facts.get(foreign)).toMatchObject({
    running: null,
    lastEnded: null,
    connected: true,
    cartonCloudError: "Refused.",
  });
});

it("counts each state, and what is done no further than a page tells", async () => {
  const tenant = await makeTenant();
  const id = await tenant.connected();
  const most = mostCounted("completed");
  await makeHeld(tenant, id, { reason: "no_rule", count: 3 });
  await makeHeld(tenant, id, { reason: "no_rule", count: most, values: { state: "completed" } });
  const exact = await readFacts([id]);
  expect(exact.get(id)).toMatchObject({
    held: 3,
    counts: { held: 3, completed: most, skipped: 0 },
  });
  await makeHeld(tenant, id, { reason: "no_rule", count: 5, values: { state: "completed" } });
  const more = (await readFacts([id])).get(id)?.counts.completed ?? 0;
  expect(more).toBe(most + 1);
  expect(countWords(more, most)).toBe("1,000+");
});
