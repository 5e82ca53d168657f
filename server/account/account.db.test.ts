import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { withinRowsOf } from "@/db/row-scope";
import { membership, userAccount, userSession } from "@/db/schema/people";
import { attemptCount } from "@/db/schema/sign-in";
import { checkCredentials, noPassword } from "@/server/people/credentials";
import type { Tenant } from "@/server/people/fixtures";
import {
  freshEmail,
  goodPassword,
  here,
  joinTo,
  mailsTo,
  makeUser,
  openTenant,
  otherPassword,
} from "@/server/people/fixtures";
import type { Scope } from "@/server/people/scope";
import { openSession, readViewer } from "@/server/people/session";
import { changePassword } from "./change-password";
import {
  endOtherSessions,
  endSession,
  listOrganisations,
  listSessions,
  switchOrganisation,
} from "./service";

let home: Tenant;
let away: Tenant;
let email: string;
let userId: string;
let scope: Scope;
beforeEach(async () => {
  await db().delete(attemptCount);
  home = await openTenant();
  away = await openTenant();
  email = freshEmail();
  userId = await makeUser(email, home.scope.organisationId, [home.customerIds[0]]);
  scope = await signedIn();
});

async function signedIn(): Promise<Scope> {
  const viewer = await readViewer((await openSession(userId, here)) ?? "");
  if (!viewer) throw new Error("Not signed in.");
  return viewer.scope;
}
const isIn = async ({ sessionId }: Scope) => (await readViewer(sessionId)) !== null;
/** As a request does it: held to the rows of the person. */
const asRequest = <T>(who: Scope, work: () => Promise<T>) => withinRowsOf(who, work);

describe("changing the password", () => {
  const input = { currentPassword: goodPassword, password: otherPassword };

  it("ends the other sessions, keeps this one, and is told by mail", async () => {
    const other = await signedIn();
    expect(await asRequest(scope, () => changePassword(scope, input))).toEqual({ ended: 1 });
    expect(await isIn(scope)).toBe(true);
    expect(await isIn(other)).toBe(false);
    expect(await checkCredentials(email, otherPassword)).toBe(userId);
    expect(await checkCredentials(email, goodPassword)).toBeNull();
    expect(await mailsTo(email)).toEqual([{ kind: "password_changed" }]);
  });

  it.each([
    ["a wrong current one", { ...input, currentPassword: "wrong" }, "currentPassword"],
    ["a common new one", { ...input, password: "Welcome123456" }, "password"],
    ["the same again", { ...input, password: goodPassword }, "password"],
  ])("is refused for %s, at its field", async (_what, given, field) => {
    await expect(changePassword(scope, given)).rejects.toMatchObject({ code: "invalid", field });
    expect(await checkCredentials(email, goodPassword)).toBe(userId);
  });

  it("is refused after eight wrong passwords, with the wait", async () => {
    for (let turn = 0; turn < 8; turn++)
      await changePassword(scope, { ...input, currentPassword: "wrong" }).catch(() => undefined);
    await expect(changePassword(scope, input)).rejects.toThrow(/Try again in \d+ minutes?\./);
  });
});

describe("the list of sessions", () => {
  const of = (sessionId: string, password = goodPassword) => ({ sessionId, password });

  it("ends nothing without the password of now", async () => {
    const other = await signedIn();
    for (const work of [
      () => endSession(scope, of(other.sessionId, "wrong")),
      () => endSession(scope, of(other.sessionId, "")),
      () => endOtherSessions(scope, "wrong"),
    ])
      await expect(asRequest(scope, work)).rejects.toMatchObject({ field: "password" });
    expect(await isIn(other)).toBe(true);
  });

  it("ends those of somebody without a password within ten minutes of their single sign-on", async () => {
    await db()
      .update(userAccount)
      .set({ passwordHash: noPassword })
      .where(eq(userAccount.id, userId));
    const other = await signedIn();
    const signedInAgo = (minutes: number) =>
      db()
        .update(userSession)
        .set({ createdAt: new Date(Date.now() - minutes * 60_000) })
        .where(eq(userSession.id, scope.sessionId));
    await signedInAgo(11);
    await expect(
      asRequest(scope, () => endSession(scope, of(other.sessionId, ""))),
    ).rejects.toMatchObject({ code: "not_allowed" });
    expect(await isIn(other)).toBe(true);
    await signedInAgo(9);
    expect(await asRequest(scope, () => endSession(scope, of(other.sessionId, "")))).toEqual({
      ended: 1,
    });
    expect(await isIn(other)).toBe(false);
  });

  it("shows one's own, in words, in all organisations, and which this one is", async () => {
    await joinTo(userId, away.scope.organisationId, []);
    const elsewhere = await signedIn();
    await asRequest(elsewhere, () => switchOrganisation(elsewhere, away.scope.organisationId));
    const listed = await asRequest(scope, () => listSessions(scope));
    expect(listed).toHaveLength(2);
    expect(listed.find(({ current }) => current)).toMatchObject({
      id: scope.sessionId,
      device: "Firefox on Linux",
      address: here.address,
    });
  });

  it("H10 signs out another browser at its next request", async () => {
    const other = await signedIn();
    const ended = await asRequest(scope, () => endSession(scope, of(other.sessionId)));
    expect(ended).toEqual({ ended: 1 });
    expect(await isIn(other)).toBe(false);
    expect(await isIn(scope)).toBe(true);
  });

  it("signs out everywhere else", async () => {
    const others = [await signedIn(), await signedIn()];
    expect(await asRequest(scope, () => endOtherSessions(scope, goodPassword))).toEqual({
      ended: 2,
    });
    for (const other of others) expect(await isIn(other)).toBe(false);
    expect(await isIn(scope)).toBe(true);
  });

  it("ends no session of somebody else, and answers as for one that is not there", async () => {
    const colleague = home.scope;
    for (const work of [
      () => endSession(scope, of(colleague.sessionId)),
      () => endSession(scope, of(crypto.randomUUID())),
    ])
      expect(await asRequest(scope, work)).toEqual({ ended: 0 });
    expect(await isIn(colleague)).toBe(true);
  });
});

describe("several organisations", () => {
  beforeEach(() => joinTo(userId, away.scope.organisationId, []));

  it("are gone to and fro by one session, with the role of each, and no other session moves", async () => {
    const other = await signedIn();
    const seen = async ({ sessionId }: Scope) => (await readViewer(sessionId))?.scope;
    await asRequest(scope, () => switchOrganisation(scope, away.scope.organisationId));
    expect(await seen(scope)).toMatchObject({
      organisationId: away.scope.organisationId,
      role: "admin",
      customerIds: [],
    });
    expect((await seen(other))?.organisationId).toBe(home.scope.organisationId);
    const there = await seen(scope);
    if (!there) throw new Error("Not signed in.");
    await asRequest(there, () => switchOrganisation(there, home.scope.organisationId));
    expect(await seen(scope)).toMatchObject({
      role: "customer_user",
      customerIds: [home.customerIds[0]],
    });
  });

  it("are listed as far as one may be in them", async () => {
    const listed = () => asRequest(scope, () => listOrganisations(scope));
    expect(await listed()).toHaveLength(2);
    await db()
      .update(membership)
      .set({ disabledAt: new Date() })
      .where(eq(membership.organisationId, away.scope.organisationId));
    expect((await listed()).map(({ id }) => id)).toEqual([home.scope.organisationId]);
    await expect(switchOrganisation(scope, away.scope.organisationId)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("are closed to strangers, alike for one that exists and one that does not", async () => {
    const foreign = await openTenant();
    const told = await Promise.all(
      [foreign.scope.organisationId, crypto.randomUUID()].map((id) =>
        asRequest(scope, () => switchOrganisation(scope, id)).catch(
          (error: Error) => error.message,
        ),
      ),
    );
    expect(told[0]).toBe(told[1]);
    expect((await readViewer(scope.sessionId))?.scope.organisationId).toBe(
      home.scope.organisationId,
    );
  });

  it("lead to the one of the last visit at the next sign-in", async () => {
    await asRequest(scope, () => switchOrganisation(scope, away.scope.organisationId));
    await db()
      .update(userSession)
      .set({ lastSeenAt: new Date(Date.now() + 1000) })
      .where(eq(userSession.id, scope.sessionId));
    expect((await signedIn()).organisationId).toBe(away.scope.organisationId);
  });
});
