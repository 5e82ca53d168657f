import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { userSession } from "@/db/schema/people";
import { endSession, listSessions } from "@/server/account/service";
import { goodPassword, here, openTenant } from "./fixtures";
import type { Scope } from "./scope";
import { openSession, readViewer } from "./session";

const minute = 60_000;
let scope: Scope;
beforeEach(async () => {
  scope = (await openTenant()).scope;
});

const usedAgo = (minutes: number, sessionId = scope.sessionId) =>
  db()
    .update(userSession)
    .set({ lastSeenAt: new Date(Date.now() - minutes * minute) })
    .where(eq(userSession.id, sessionId));
const isIn = async (how = {}) => (await readViewer(scope.sessionId, how)) !== null;

describe("H103: a session that was left alone", () => {
  it("is over after an hour, though its twelve are not", async () => {
    await usedAgo(59);
    expect(await isIn()).toBe(true);
    await usedAgo(61);
    expect(await isIn()).toBe(false);
  });

  it("is over twelve hours after the sign-in, however much it is used", async () => {
    const later = (seconds: number) =>
      db()
        .update(userSession)
        .set({ expiresAt: sql`${userSession.createdAt} + ${seconds} * interval '1 second'` })
        .where(eq(userSession.id, scope.sessionId));
    const [row] = await db().select().from(userSession).where(eq(userSession.id, scope.sessionId));
    const hours = (Number(row?.expiresAt) - Number(row?.createdAt)) / (60 * minute);
    expect(hours).toBeCloseTo(12, 1);
    await later(-1);
    expect(await isIn()).toBe(false);
    await later(60);
    expect(await isIn()).toBe(true);
  });

  it("goes on for another hour from each use", async () => {
    for (let turn = 0; turn < 3; turn++) {
      await usedAgo(59);
      expect(await isIn()).toBe(true);
      const [row] = await db()
        .select()
        .from(userSession)
        .where(eq(userSession.id, scope.sessionId));
      expect(Date.now() - (row?.lastSeenAt.getTime() ?? 0)).toBeLessThan(minute);
    }
  });

  it("is not kept alive by what an open page asks by itself", async () => {
    await usedAgo(59);
    expect(await isIn({ attended: false })).toBe(true);
    await usedAgo(61);
    expect(await isIn({ attended: false })).toBe(false);
    expect(await isIn()).toBe(false);
  });

  it("is in no list of sessions any more, and cannot be ended twice", async () => {
    const other = (await openSession(scope.userId, here)) ?? "";
    await usedAgo(61, other);
    expect((await listSessions(scope)).map(({ id }) => id)).toEqual([scope.sessionId]);
    expect(await endSession(scope, { sessionId: other, password: goodPassword })).toEqual({
      ended: 0,
    });
  });

  it("ends after twelve hours however much it is used", async () => {
    await db()
      .update(userSession)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(userSession.id, scope.sessionId));
    expect(await isIn()).toBe(false);
  });
});
