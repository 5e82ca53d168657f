import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { integrationEvent } from "@/db/schema/integration";
import { inngest } from "@/inngest/client";
import { DomainError } from "@/server/errors";
import { rename, saveFulfilment, saveOrderCreation } from "@/server/integrations/configure";
import { finish } from "@/server/integrations/finish";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant, toWarehouse } from "@/server/integrations/fixtures";
import { pause, remove, resume } from "@/server/integrations/lifecycle";
import { defaultFulfilment } from "@/server/integrations/schema";
import { readStatement } from "./service";

type Verb = (tenant: Tenant, id: string) => Promise<unknown>;

/** What people do to an integration, as they do it. */
const verbs: Record<string, Verb> = {
  finish: ({ admin }, id) => finish(admin, id, defaultFulfilment),
  pause: ({ admin }, id) => pause(admin, id),
  resume: ({ admin }, id) => resume(admin, id),
  reconfigure: ({ admin }, id) =>
    saveFulfilment(admin, id, { ...defaultFulfilment, noteToBuyer: crypto.randomUUID() }),
  rename: ({ admin }, id) => rename(admin, id, "Maple"),
  delete: ({ admin }, id) => remove(admin, id, "Maple"),
};
const step = fc.record({ verb: fc.constantFrom(...Object.keys(verbs)), of: fc.nat(2) });

/** The clocks of the database and of this process differ, and a transaction takes a while. */
const close = (at: Date | null, to: Date | undefined) =>
  at && to ? Math.abs(+at - +to) < 10_000 : at === null && to === undefined;

it("whatever people do to integrations, the statement has what their event logs imply", async () => {
  vi.spyOn(inngest, "send").mockResolvedValue({ ids: [] });
  const tries = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
    const tenant = await makeTenant();
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) {
      const id = await tenant.connected();
      await saveOrderCreation(tenant.admin, id, toWarehouse(tenant.site));
      ids.push(id);
    }
    for (const { verb, of } of steps)
      await verbs[verb]?.(tenant, ids[of] ?? "").catch((error) => {
        if (!(error instanceof DomainError)) throw error;
      });
    const log = await db()
      .select()
      .from(integrationEvent)
      .where(eq(integrationEvent.organisationId, tenant.organisationId));
    const told = (id: string, kind: string) =>
      log.find((event) => event.integrationId === id && event.kind === kind)?.at;
    const { lines, total } = await readStatement(tenant.admin, {});
    const billed = ids.filter((id) => told(id, "activated"));
    expect(lines.map(({ integrationId }) => integrationId).sort()).toEqual(billed.sort());
    expect(total.amountMinor).toBe(billed.length * 1000);
    for (const line of lines) {
      expect(close(line.activatedAt, told(line.integrationId, "activated"))).toBe(true);
      expect(close(line.deletedAt, told(line.integrationId, "deleted"))).toBe(true);
    }
  });
  await fc.assert(tries, { numRuns: 25 });
});
