import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { connectRequest, etsyConnection, integration } from "@/db/schema/integration";
import { customer, organisation } from "@/db/schema/organisation";
import type { Scope } from "@/server/people/scope";
import { rename, saveFulfilment, saveOrderCreation } from "./configure";
import { finish } from "./finish";
import type { Tenant } from "./fixtures";
import { lastAudit, makeTenant, rowOf, runningPulls, toWarehouse } from "./fixtures";
import { pause, remove, resume } from "./lifecycle";
import { readIntegration } from "./read-integration";
import { readWizard } from "./read-wizard";
import { defaultFulfilment } from "./schema";
import { readCustomer, readHome } from "./service";

let organisationId: Tenant["organisationId"];
let admin: Tenant["admin"];
let customerUser: Tenant["customerUser"];
let own: Tenant["own"];
let other: Tenant["other"];
let site: Tenant["site"];
let draft: Tenant["draft"];
let active: Tenant["active"];
beforeAll(async () => {
  ({ organisationId, admin, customerUser, own, other, site, draft, active } = await makeTenant());
});
afterAll(async () => {
  await db().$client.end();
});

describe("pause, resume and delete", () => {
  it("pauses: the running pull ends and none is due; resumes where it was", async () => {
    const id = await active();
    const cursor = (await rowOf(id)).pullCursor;
    await pause(admin, id);
    expect(await rowOf(id)).toMatchObject({ status: "paused", nextPullAt: null });
    expect(await runningPulls(id)).toHaveLength(0);
    await resume(admin, id);
    const row = await rowOf(id);
    expect(row.status).toBe("active");
    expect(row.nextPullAt).not.toBeNull();
    expect(row.pullCursor).toEqual(cursor);
    expect(await lastAudit(id)).toBe("integration.resumed");
  });

  it("refuses to pause a draft", async () => {
    const id = await draft();
    await expect(pause(admin, id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("deletes by the name only: tokens and open requests go, the row and its history stay", async () => {
    const id = await active();
    await db()
      .insert(connectRequest)
      .values({
        organisationId,
        integrationId: id,
        sessionId: admin.sessionId,
        userId: admin.userId,
        stateHash: crypto.randomUUID(),
        codeVerifierSealed: "sealed",
        expiresAt: new Date(Date.now() + 60_000),
      });
    await expect(remove(admin, id, "maple")).rejects.toMatchObject({ field: "typedName" });
    await remove(admin, id, "Maple");
    const row = await rowOf(id);
    expect(row.status).toBe("deleted");
    expect(row.deletedAt).not.toBeNull();
    expect(row.activatedAt).not.toBeNull();
    expect(await runningPulls(id)).toHaveLength(0);
    const tokens = await db()
      .select()
      .from(etsyConnection)
      .where(eq(etsyConnection.integrationId, id));
    expect(tokens).toHaveLength(0);
    const [request] = await db()
      .select()
      .from(connectRequest)
      .where(eq(connectRequest.integrationId, id));
    expect(request?.usedAt).not.toBeNull();
    expect((await readIntegration(admin, id)).health.state).toBe("Deleted");
    await expect(resume(admin, id)).rejects.toThrow(/deleted/);
    await expect(readWizard(admin, id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("access", () => {
  it("lets a customer user configure by the organisation's setting and the customer's own", async () => {
    const deny = { code: "not_allowed" };
    await expect(draft(customerUser)).rejects.toMatchObject(deny);
    await db().update(customer).set({ configureAccess: "allowed" }).where(eq(customer.id, own));
    const id = await draft(customerUser);
    await db()
      .update(organisation)
      .set({ allowCustomerAccess: true })
      .where(eq(organisation.id, organisationId));
    await db().update(customer).set({ configureAccess: "denied" }).where(eq(customer.id, own));
    for (const verb of [
      () => rename(customerUser, id, "Mine"),
      () => saveOrderCreation(customerUser, id, toWarehouse(site)),
      () => saveFulfilment(customerUser, id, defaultFulfilment),
      () => finish(customerUser, id, defaultFulfilment),
      () => pause(customerUser, id),
      () => resume(customerUser, id),
      () => remove(customerUser, id, "Maple"),
      () => readWizard(customerUser, id),
    ])
      await expect(verb()).rejects.toMatchObject(deny);
    expect((await readCustomer(customerUser, own)).may.why).toMatch(/Ask an admin/);
    await db()
      .update(customer)
      .set({ configureAccess: "organisation" })
      .where(eq(customer.id, own));
    await rename(customerUser, id, "Mine");
    expect((await rowOf(id)).name).toBe("Mine");
  });

  it("answers a foreign integration exactly as a missing one", async () => {
    const id = await active();
    const missing = crypto.randomUUID();
    const strangers: Scope[] = [
      { ...admin, organisationId: crypto.randomUUID() },
      { ...customerUser, customerIds: [other] },
      { ...customerUser, customerIds: [] },
    ];
    for (const scope of strangers)
      for (const verb of [
        (which: string) => readIntegration(scope, which),
        (which: string) => readWizard(scope, which),
        (which: string) => rename(scope, which, "Stolen"),
        (which: string) => pause(scope, which),
        (which: string) => remove(scope, which, "Maple"),
      ]) {
        const told = await verb(id).catch((error: Error) => error.message);
        expect(told).toBe(await verb(missing).catch((error: Error) => error.message));
        expect(told).toMatch(/does not exist/);
      }
    expect(await rowOf(id)).toMatchObject({ name: "Maple", status: "active" });
  });

  it("lists only a person's own customers, with their active integrations counted", async () => {
    const home = await readHome(customerUser);
    expect(home.customers.map(({ id }) => id)).toEqual([own]);
    expect(home.only).toBe(own);
    const rows = await db().select().from(integration).where(eq(integration.customerId, own));
    const activeOnes = rows.filter(({ status }) => status === "active").length;
    expect(activeOnes).toBeGreaterThan(0);
    expect(home.customers[0]?.active).toBe(activeOnes);
    const all = await readHome(admin);
    expect(all.only).toBeNull();
    expect(all.customers.find(({ id }) => id === other)?.active).toBe(0);
  });
});
