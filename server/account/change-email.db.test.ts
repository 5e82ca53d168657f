import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { withinRowsOf } from "@/db/row-scope";
import { auditEntry, userAccount } from "@/db/schema/people";
import { attemptCount, userToken } from "@/db/schema/sign-in";
import { confirmEmail, readEmailChange } from "@/server/people/confirm-email";
import { checkCredentials } from "@/server/people/credentials";
import type { Tenant } from "@/server/people/fixtures";
import {
  freshEmail,
  goodPassword,
  here,
  joinTo,
  mailedToken,
  mailsTo,
  makeUser,
  openTenant,
} from "@/server/people/fixtures";
import { askForReset, resetIsOpen, resetPassword } from "@/server/people/reset-password";
import type { Scope } from "@/server/people/scope";
import { openSession, readViewer } from "@/server/people/session";
import { cancelEmailChange, changeEmail, pendingEmail } from "./change-email";

let home: Tenant;
let before: string;
let after: string;
let userId: string;
let scope: Scope;
beforeEach(async () => {
  await db().delete(attemptCount);
  home = await openTenant();
  before = freshEmail();
  after = freshEmail();
  userId = await makeUser(before, home.scope.organisationId, [home.customerIds[0]]);
  const viewer = await readViewer((await openSession(userId, here)) ?? "");
  if (!viewer) throw new Error("Not signed in.");
  scope = viewer.scope;
});

/** As a request does it: held to the rows of the person. */
const ask = (email = after, password = goodPassword) =>
  withinRowsOf(scope, () => changeEmail(scope, { email, password }));
const pending = () => withinRowsOf(scope, () => pendingEmail(scope));
const asked = async (email = after) => {
  await ask(email);
  return mailedToken(email);
};
const kindsTo = async (email: string) => (await mailsTo(email)).map(({ kind }) => kind);
const addressNow = async () =>
  (await db().select().from(userAccount).where(eq(userAccount.id, userId)))[0]?.email;
const audited = async () =>
  (await db().select().from(auditEntry).where(eq(auditEntry.subjectId, userId))).map(
    ({ organisationId, action, before: was, after: is }) => ({ organisationId, action, was, is }),
  );

describe("H115: another e-mail address", () => {
  it("is in force once its link is opened, told to both, and audited in every organisation", async () => {
    const away = await openTenant();
    await joinTo(userId, away.scope.organisationId, []);
    const token = await asked();
    expect(await addressNow()).toBe(before);
    expect(await pending()).toMatchObject({ email: after });
    expect(await kindsTo(before)).toEqual(["email_asked"]);
    expect(await readEmailChange(token)).toEqual({ before, email: after });
    await confirmEmail(token);
    expect(await pending()).toBeNull();
    expect(await checkCredentials(after, goodPassword)).toBe(userId);
    expect(await checkCredentials(before, goodPassword)).toBeNull();
    expect(await readViewer(scope.sessionId)).toMatchObject({ email: after });
    expect(await kindsTo(before)).toEqual(["email_asked", "email_changed"]);
    expect(await kindsTo(after)).toEqual(["email_confirm"]);
    const { organisationId } = scope;
    const change = { was: { email: before }, is: { email: after } };
    const entries = await audited();
    expect(entries).toHaveLength(3);
    expect(entries).toEqual(
      expect.arrayContaining([
        { organisationId, action: "user.email_change_asked", ...change },
        { organisationId, action: "user.email_changed", ...change },
        { ...change, organisationId: away.scope.organisationId, action: "user.email_changed" },
      ]),
    );
  });

  it("is not set twice by one link, not even at the same time", async () => {
    const token = await asked();
    const outcomes = await Promise.allSettled([confirmEmail(token), confirmEmail(token)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(confirmEmail(token)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is set by no link that is older than an hour, replaced, canceled, made up or meant for a password", async () => {
    const replaced = await asked();
    const canceled = await asked(freshEmail());
    await withinRowsOf(scope, () => cancelEmailChange(scope));
    expect(await pending()).toBeNull();
    const old = await asked(freshEmail());
    const [row] = await db().select().from(userToken).where(eq(userToken.email, after));
    expect(
      ((row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)) / 60_000,
    ).toBeCloseTo(60, 0);
    await db()
      .update(userToken)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(userToken.userId, userId));
    await askForReset(before, here);
    const reset = await mailedToken(before);
    expect(await resetIsOpen(reset)).toBe(true);
    for (const token of [replaced, canceled, old, "made up", reset]) {
      expect(await readEmailChange(token)).toBeNull();
      await expect(confirmEmail(token)).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await addressNow()).toBe(before);
  });

  it("ends links for a new password that went to the old address, and a new password ends it", async () => {
    await askForReset(before, here);
    const reset = await mailedToken(before);
    await confirmEmail(await asked());
    expect(await resetIsOpen(reset)).toBe(false);

    const again = await asked(before);
    await askForReset(after, here);
    expect(await readEmailChange(again)).not.toBeNull();
    await resetPassword({ token: await mailedToken(after), password: "teapot canyon whistle" });
    expect(await readEmailChange(again)).toBeNull();
  });

  it("that has an account is answered alike, told to its owner, and not taken", async () => {
    const taken = freshEmail();
    await makeUser(taken, home.scope.organisationId, []);
    const [answer, other] = [await ask(taken), await ask(after)];
    expect(Object.keys(answer)).toEqual(Object.keys(other));
    expect(answer).toMatchObject({ email: taken, mailWaits: other.mailWaits });
    expect(await kindsTo(taken)).toEqual(["email_taken"]);
    expect(await mailedToken(taken)).toBe("");
  });

  it("that got an account meanwhile is refused in words, and the account stays as it was", async () => {
    const token = await asked();
    await makeUser(after, home.scope.organisationId, []);
    await expect(confirmEmail(token)).rejects.toMatchObject({ code: "conflict" });
    expect(await addressNow()).toBe(before);
  });

  it("of a disabled account is not set", async () => {
    const token = await asked();
    await db()
      .update(userAccount)
      .set({ disabledAt: new Date() })
      .where(eq(userAccount.id, userId));
    expect(await readEmailChange(token)).toBeNull();
    await expect(confirmEmail(token)).rejects.toMatchObject({ code: "not_found" });
  });

  it("needs the password, another address, and no more than five mails an hour", async () => {
    await expect(ask(after, "wrong")).rejects.toMatchObject({ field: "password" });
    await expect(ask(before)).rejects.toMatchObject({ field: "email" });
    expect(await kindsTo(before)).toEqual([]);
    for (let turn = 0; turn < 5; turn++) await ask(freshEmail());
    await expect(ask()).rejects.toThrow(/Try again in \d+ minutes?\./);
  });

  it("is kept as a hash until its mail is sent", async () => {
    const token = await asked();
    const stored = await db().execute(
      sql`select * from user_token t, account_mail m where t.user_id = ${userId} and m.to_email = ${after}`,
    );
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(token);
  });
});
