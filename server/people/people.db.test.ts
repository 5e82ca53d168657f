import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { withinRowsOf } from "@/db/row-scope";
import { auditEntry, membership, userAccount } from "@/db/schema/people";
import { checkCredentials } from "./credentials";
import type { Tenant } from "./fixtures";
import { freshEmail, goodPassword, here, joinTo, mailsTo, makeUser, openTenant } from "./fixtures";
import { removeSecondFactor } from "./remove-second-factor";
import { changeUser, listPeople, removeUser, setUserDisabled, signOutUser } from "./service";
import { openSession, readViewer } from "./session";

let own: Tenant;
let foreign: Tenant;
beforeAll(async () => {
  own = await openTenant();
  foreign = await openTenant();
});

const audited = async (userId: string) =>
  (
    await db()
      .select({ action: auditEntry.action })
      .from(auditEntry)
      .where(and(eq(auditEntry.subjectId, userId), eq(auditEntry.subjectType, "user")))
      .orderBy(auditEntry.at)
  ).map(({ action }) => action);

async function member(customerIds: string[] = [own.customerIds[0]]) {
  const email = freshEmail();
  const userId = await makeUser(email, own.scope.organisationId, customerIds);
  const sessionId = (await openSession(userId, here)) ?? "";
  return { email, userId, sessionId };
}

describe("a user who is disabled", () => {
  it("is signed out at once and cannot sign in until enabled again", async () => {
    const { email, userId, sessionId } = await member();
    expect(await readViewer(sessionId)).not.toBeNull();
    await setUserDisabled(own.scope, { userId, disabled: true });
    expect(await readViewer(sessionId)).toBeNull();
    expect(await openSession(userId, here)).toBeNull();
    await setUserDisabled(own.scope, { userId, disabled: false });
    expect(await readViewer(sessionId)).toBeNull();
    expect(await checkCredentials(email, goodPassword)).toBe(userId);
    expect(await openSession(userId, here)).not.toBeNull();
    expect(await audited(userId)).toEqual(["user.disabled", "user.enabled"]);
  });

  it("is out even where a session of theirs was not ended with it", async () => {
    const { userId, sessionId } = await member();
    await db()
      .update(membership)
      .set({ disabledAt: new Date() })
      .where(eq(membership.userId, userId));
    expect(await readViewer(sessionId)).toBeNull();
  });

  it("loses the sessions of that organisation and keeps those of another", async () => {
    const { userId, sessionId } = await member();
    await joinTo(userId, foreign.scope.organisationId, []);
    const { switchOrganisation } = await import("@/server/account/service");
    const viewer = await readViewer(sessionId);
    if (!viewer) throw new Error("Not signed in.");
    await switchOrganisation(viewer.scope, foreign.scope.organisationId);
    await setUserDisabled(own.scope, { userId, disabled: true });
    expect((await readViewer(sessionId))?.scope.organisationId).toBe(foreign.scope.organisationId);
    expect(await openSession(userId, here)).not.toBeNull();
  });

  it("cannot be oneself", async () => {
    const change = { userId: own.scope.userId, disabled: true };
    await expect(setUserDisabled(own.scope, change)).rejects.toMatchObject({ code: "invalid" });
  });

  it("cannot be of another organisation, whose answer is that of a missing one", async () => {
    const refusals = await Promise.all(
      [foreign.scope.userId, crypto.randomUUID()].map((userId) =>
        setUserDisabled(own.scope, { userId, disabled: true }).catch(
          (error: Error) => error.message,
        ),
      ),
    );
    expect(refusals[0]).toBe(refusals[1]);
    expect(await readViewer(foreign.scope.sessionId)).not.toBeNull();
  });
});

describe("a user whom an admin signs out", () => {
  it("H105 is out in every browser of that organisation at once, may sign in again, and it is audited once", async () => {
    const { email, userId, sessionId } = await member();
    const second = (await openSession(userId, here)) ?? "";
    expect(await signOutUser(own.scope, userId)).toEqual({ ended: 2 });
    for (const id of [sessionId, second]) expect(await readViewer(id)).toBeNull();
    expect(await signOutUser(own.scope, userId)).toEqual({ ended: 0 });
    expect(await audited(userId)).toEqual(["user.signed_out"]);
    expect(await checkCredentials(email, goodPassword)).toBe(userId);
    expect(await openSession(userId, here)).not.toBeNull();
  });

  it("stays signed in to another organisation, whose admin cannot be imitated", async () => {
    const { userId, sessionId } = await member();
    await joinTo(userId, foreign.scope.organisationId, []);
    expect(await signOutUser(foreign.scope, userId)).toEqual({ ended: 0 });
    expect(await readViewer(sessionId)).not.toBeNull();
    const told = await Promise.all(
      [foreign.scope.userId, crypto.randomUUID()].map((id) =>
        signOutUser(own.scope, id).catch((error: Error) => error.message),
      ),
    );
    expect(told[0]).toBe(told[1]);
    await expect(signOutUser(own.scope, own.scope.userId)).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

describe("a user who is removed", () => {
  it("has no access at the next request, is off the list, and stays in the audit log", async () => {
    const { userId, sessionId } = await member();
    await removeUser(own.scope, userId);
    expect(await readViewer(sessionId)).toBeNull();
    expect(await openSession(userId, here)).toBeNull();
    expect((await listPeople(own.scope)).map(({ id }) => id)).not.toContain(userId);
    expect(await audited(userId)).toEqual(["user.removed"]);
  });

  it("cannot be oneself, nor someone of another organisation", async () => {
    await expect(removeUser(own.scope, own.scope.userId)).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(removeUser(own.scope, foreign.scope.userId)).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await readViewer(foreign.scope.sessionId)).not.toBeNull();
  });

  it("of two admins who remove one another at once, one stays", async () => {
    const tenant = await openTenant();
    const { organisationId } = tenant.scope;
    const rival = { ...tenant.scope, userId: await makeUser(freshEmail(), organisationId, []) };
    const outcomes = await Promise.allSettled([
      removeUser(tenant.scope, rival.userId),
      removeUser(rival, tenant.scope.userId),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await listPeople(tenant.scope)).toHaveLength(1);
  });
});

describe("a user who is changed", () => {
  it("has the new role and customers at the next request, without signing in again", async () => {
    const { userId, sessionId } = await member();
    const [first, second] = own.customerIds;
    const both = { userId, role: "customer_user" as const, customerIds: [first, second] };
    await changeUser(own.scope, both);
    const seen = async () => (await readViewer(sessionId))?.scope;
    expect([...((await seen())?.customerIds ?? [])].sort()).toEqual([first, second].sort());
    await changeUser(own.scope, { ...both, customerIds: [second] });
    expect((await seen())?.customerIds).toEqual([second]);
    await changeUser(own.scope, { userId, role: "admin", customerIds: [] });
    expect(await seen()).toMatchObject({ role: "admin", customerIds: [] });
    await changeUser(own.scope, { ...both, customerIds: [first] });
    expect(await seen()).toMatchObject({ role: "customer_user", customerIds: [first] });
    expect(await audited(userId)).toEqual(Array.from({ length: 4 }, () => "user.changed"));
  });

  it("cannot be given a customer of another organisation, and stays as they were", async () => {
    const { userId, sessionId } = await member();
    const change = {
      userId,
      role: "customer_user" as const,
      customerIds: [foreign.customerIds[0]],
    };
    await expect(changeUser(own.scope, change)).rejects.toMatchObject({ code: "not_found" });
    expect((await readViewer(sessionId))?.scope.customerIds).toEqual([own.customerIds[0]]);
  });

  it("cannot be oneself", async () => {
    const change = { userId: own.scope.userId, role: "admin" as const, customerIds: [] };
    await expect(changeUser(own.scope, change)).rejects.toMatchObject({ code: "invalid" });
  });
});

it("people of another organisation are not listed", async () => {
  const ids = (await listPeople(own.scope)).map(({ id }) => id);
  expect(ids).toContain(own.scope.userId);
  expect(ids).not.toContain(foreign.scope.userId);
});

describe("a second factor that was lost", () => {
  async function withFactor() {
    const made = await member();
    await db()
      .update(userAccount)
      .set({ totpSecretSealed: "sealed", totpConfirmedAt: new Date() })
      .where(eq(userAccount.id, made.userId));
    return made;
  }
  const hasFactor = async (userId: string) =>
    (await listPeople(own.scope)).find(({ id }) => id === userId)?.secondFactor;
  const remove = (userId: string, password = goodPassword, scope = own.scope) =>
    withinRowsOf(scope, () => removeSecondFactor(scope, { userId, password }));

  it("is removed by an admin with the own password, told by mail, audited, and signed out", async () => {
    const { email, userId, sessionId } = await withFactor();
    expect(await hasFactor(userId)).toBe(true);
    await expect(remove(userId, "wrong")).rejects.toMatchObject({ field: "password" });
    expect(await hasFactor(userId)).toBe(true);
    await remove(userId);
    expect(await hasFactor(userId)).toBe(false);
    expect(await readViewer(sessionId)).toBeNull();
    expect(await mailsTo(email)).toEqual([{ kind: "second_factor_changed" }]);
    expect(await audited(userId)).toEqual(["user.second_factor_removed"]);
    await expect(remove(userId)).rejects.toMatchObject({ code: "conflict" });
  });

  it("stays where another organisation relies on it, where the person is a stranger, and one's own", async () => {
    const shared = await withFactor();
    await joinTo(shared.userId, foreign.scope.organisationId, []);
    await expect(remove(shared.userId)).rejects.toMatchObject({ code: "not_allowed" });
    expect(await hasFactor(shared.userId)).toBe(true);
    const { userId } = await withFactor();
    const told = [userId, crypto.randomUUID()].map((id) =>
      remove(id, goodPassword, foreign.scope).catch((error: Error) => error.message),
    );
    const [stranger, nobody] = await Promise.all(told);
    expect(stranger).toBe(nobody);
    expect(await hasFactor(userId)).toBe(true);
    await expect(remove(own.scope.userId)).rejects.toMatchObject({ code: "invalid" });
  });
});
