import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration, integrationEvent } from "@/db/schema/integration";
import { rename, saveFulfilment, saveOrderCreation } from "./configure";
import { finish } from "./finish";
import type { Tenant } from "./fixtures";
import { lastAudit, makeTenant, rowOf, runningPulls, toWarehouse } from "./fixtures";
import { readWizard } from "./read-wizard";
import { defaultFulfilment, ruleCondition } from "./schema";

let admin: Tenant["admin"];
let site: Tenant["site"];
let foreignSite: Tenant["foreignSite"];
let draft: Tenant["draft"];
let connected: Tenant["connected"];
let active: Tenant["active"];
beforeAll(async () => {
  ({ admin, site, foreignSite, draft, connected, active } = await makeTenant());
});
afterAll(async () => {
  await db().$client.end();
});

describe("the wizard", () => {
  it("makes a draft by step 1, with history and audit", async () => {
    const id = await draft();
    expect((await rowOf(id)).status).toBe("draft");
    expect(await lastAudit(id)).toBe("integration.created");
    const events = await db()
      .select()
      .from(integrationEvent)
      .where(eq(integrationEvent.integrationId, id));
    expect(events.map(({ kind }) => kind)).toEqual(["created"]);
    await rename(admin, id, "Moss");
    expect((await rowOf(id)).name).toBe("Moss");
  });

  it("opens one step after the other, whatever is asked for", async () => {
    const id = await draft();
    expect((await readWizard(admin, id)).furthest).toBe(2);
    await expect(saveOrderCreation(admin, id, toWarehouse(site))).rejects.toThrow(
      /Connect the Etsy shop first/,
    );
    await expect(finish(admin, id, defaultFulfilment)).rejects.toThrow(/Connect/);
    const ready = await connected();
    expect((await readWizard(admin, ready)).furthest).toBe(3);
    await expect(saveFulfilment(admin, ready, defaultFulfilment)).rejects.toThrow(/step 3/);
    await expect(finish(admin, ready, defaultFulfilment)).rejects.toThrow(/step 3/);
    await saveOrderCreation(admin, ready, toWarehouse(site));
    expect((await readWizard(admin, ready)).furthest).toBe(4);
  });

  it("refuses a warehouse that the customer has no access to, in a rule and for the rest", async () => {
    const id = await connected();
    await expect(saveOrderCreation(admin, id, toWarehouse(foreignSite))).rejects.toMatchObject({
      code: "invalid",
      field: "otherwise.warehouseId",
    });
    const when = ruleCondition.parse({ countries: ["US"] });
    const toForeign = { kind: "warehouse" as const, warehouseId: foreignSite };
    await expect(
      saveOrderCreation(admin, id, {
        ...toWarehouse(site),
        rules: [{ when, destination: toForeign }],
      }),
    ).rejects.toMatchObject({ field: "rules.0.destination.warehouseId" });
    expect((await rowOf(id)).orderCreation).toBeNull();
  });

  it("refuses a country that no receipt can have", async () => {
    const id = await connected();
    const when = ruleCondition.parse({ countries: ["CA", "USA"] });
    await expect(
      saveOrderCreation(admin, id, {
        ...toWarehouse(site),
        rules: [{ when, destination: { kind: "hold" } }],
      }),
    ).rejects.toMatchObject({
      field: "rules.0.when.countries",
      message: expect.stringContaining('"USA" is no country'),
    });
  });

  it("refuses to finish with a warehouse that was taken from the customer meanwhile", async () => {
    const id = await connected();
    await db()
      .update(integration)
      .set({ orderCreation: toWarehouse(foreignSite) })
      .where(eq(integration.id, id));
    await expect(finish(admin, id, defaultFulfilment)).rejects.toMatchObject({ code: "invalid" });
    expect((await rowOf(id)).status).toBe("draft");
  });

  it("refuses a carrier that Etsy does not know and one that is mapped twice", async () => {
    const id = await active();
    const save = (...carriers: { carrier: string; etsyCarrierName: string }[]) =>
      saveFulfilment(admin, id, { ...defaultFulfilment, carriers });
    await expect(save({ carrier: "X", etsyCarrierName: "no-such" })).rejects.toMatchObject({
      field: "carriers.0.etsyCarrierName",
    });
    await expect(
      save(
        { carrier: "Toll", etsyCarrierName: "toll" },
        { carrier: "TOLL", etsyCarrierName: "ups" },
      ),
    ).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("finish", () => {
  it("activates from now on, and pulls at once although the job runner is away", async () => {
    const before = Date.now();
    const id = await active();
    const row = await rowOf(id);
    expect(row.status).toBe("active");
    expect(+(row.importSince ?? 0)).toBeGreaterThanOrEqual(before);
    expect(row.pullCursor).toEqual(row.importSince);
    expect(row.activatedAt).not.toBeNull();
    expect(await runningPulls(id)).toHaveLength(1);
    await expect(finish(admin, id, defaultFulfilment)).rejects.toThrow(/finished already/);
  });

  it("imports since a date from its midnight in UTC, and none that lies ahead", async () => {
    const id = await active({ kind: "since", date: "2026-01-15" });
    expect((await rowOf(id)).importSince?.toISOString()).toBe("2026-01-15T00:00:00.000Z");
    const ahead = await connected();
    await expect(
      saveOrderCreation(admin, ahead, toWarehouse(site, { kind: "since", date: "2999-01-01" })),
    ).rejects.toMatchObject({ field: "importFrom.date" });
  });

  it("keeps the import start when the rules are saved again", async () => {
    const id = await active({ kind: "since", date: "2026-01-15" });
    const before = await rowOf(id);
    await saveOrderCreation(admin, id, {
      rules: [],
      otherwise: { kind: "hold" },
      importFrom: { kind: "now" },
    });
    const after = await rowOf(id);
    expect(after.importSince).toEqual(before.importSince);
    expect(after.orderCreation).toMatchObject({
      otherwise: { kind: "hold" },
      importFrom: { kind: "since", date: "2026-01-15" },
    });
  });
});
