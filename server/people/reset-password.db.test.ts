import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditEntry, userAccount } from "@/db/schema/people";
import { attemptCount, userToken } from "@/db/schema/sign-in";
import { checkCredentials } from "./credentials";
import {
  freshEmail,
  goodPassword,
  here,
  mailedToken,
  mailsTo,
  makeUser,
  openTenant,
  otherPassword,
} from "./fixtures";
import { askForReset, resetIsOpen, resetPassword } from "./reset-password";
import { openSession, readViewer } from "./session";

let email: string;
let userId: string;
beforeEach(async () => {
  await db().delete(attemptCount);
  const tenant = await openTenant();
  email = freshEmail();
  userId = await makeUser(email, tenant.scope.organisationId, []);
});

const asked = async () => {
  await askForReset(email, here);
  return mailedToken(email);
};

describe("a new password by mail", () => {
  it("is set once, ends every session, and is told by mail and in the audit log", async () => {
    const sessions = [await openSession(userId, here), await openSession(userId, null)];
    const token = await asked();
    expect(await resetIsOpen(token)).toBe(true);
    await resetPassword({ token, password: otherPassword });
    expect(await checkCredentials(email, otherPassword)).toBe(userId);
    expect(await checkCredentials(email, goodPassword)).toBeNull();
    for (const id of sessions) expect(await readViewer(id ?? "")).toBeNull();
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(["reset", "password_changed"]);
    const entries = await db().select().from(auditEntry).where(eq(auditEntry.subjectId, userId));
    expect(entries.map(({ action }) => action)).toEqual(["user.password_reset"]);
  });

  it("H9 is not set twice by one link, not even at the same time", async () => {
    const token = await asked();
    const outcomes = await Promise.allSettled(
      [otherPassword, "teapot canyon whistle"].map((password) =>
        resetPassword({ token, password }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(resetPassword({ token, password: otherPassword })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("H9 is not set by a link of an hour ago, of before a newer one, or made up", async () => {
    const older = await asked();
    const newer = await asked();
    expect(await resetIsOpen(older)).toBe(false);
    await db()
      .update(userToken)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(userToken.userId, userId));
    for (const token of [older, newer, "made up"])
      await expect(resetPassword({ token, password: otherPassword })).rejects.toMatchObject({
        code: "not_found",
      });
    expect(await checkCredentials(email, goodPassword)).toBe(userId);
  });

  it("H9 is good for one hour, and a sign-in's own token sets none", async () => {
    await asked();
    const [row] = await db().select().from(userToken).where(eq(userToken.userId, userId));
    const minutes = ((row?.expiresAt.getTime() ?? 0) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(59);
    expect(minutes).toBeLessThanOrEqual(60);
    const { issueUserToken } = await import("./user-tokens");
    const { token } = await issueUserToken(db(), userId, "second_factor");
    expect(await resetIsOpen(token)).toBe(false);
  });

  it("is kept as a hash", async () => {
    const token = await asked();
    const stored = await db().execute(
      sql`select * from user_token t, account_mail m where t.user_id = ${userId} and m.to_email = ${email}`,
    );
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it("is not mailed to an unknown or disabled address, and that is answered alike", async () => {
    const unknown = freshEmail();
    await db()
      .update(userAccount)
      .set({ disabledAt: new Date() })
      .where(eq(userAccount.id, userId));
    expect(await askForReset(unknown, here)).toBe(await askForReset(email, here));
    expect(await mailsTo(unknown)).toEqual([]);
    expect(await mailsTo(email)).toEqual([]);
  });

  it("is mailed three times an hour at most, without a word", async () => {
    for (let turn = 0; turn < 6; turn++) await askForReset(email, here);
    expect(await mailsTo(email)).toHaveLength(3);
  });

  it("is asked for twenty times from one address, then refused with the wait", async () => {
    for (let turn = 0; turn < 20; turn++) await askForReset(freshEmail(), here);
    await expect(askForReset(freshEmail(), here)).rejects.toThrow(/Try again in \d+ minutes?\./);
  });

  it("is refused when it is weak, and the link stays good", async () => {
    const token = await asked();
    await expect(resetPassword({ token, password: "qwertyuiop12" })).rejects.toMatchObject({
      field: "password",
    });
    expect(await resetIsOpen(token)).toBe(true);
  });
});
