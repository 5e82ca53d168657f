import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { userSession } from "@/db/schema/people";
import { accountMail, attemptCount } from "@/db/schema/sign-in";
import { confirmTotp, startTotp } from "@/server/account/second-factor";
import { attemptPassword, attemptSecondFactor } from "./attempt-sign-in";
import { readBrowserCookie } from "./browser-cookie";
import { freshEmail, goodPassword, here, makeUser, openTenant } from "./fixtures";
import type { Place } from "./session";
import { stepAt, totpCode } from "./totp";

const laptop = { ...here, browser: "L".repeat(43) };
const stranger = {
  address: "198.51.100.66",
  userAgent: "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0",
  browser: "S".repeat(43),
};

let email: string;
let userId: string;
beforeEach(async () => {
  await db().delete(attemptCount);
  const tenant = await openTenant();
  email = freshEmail();
  userId = await makeUser(email, tenant.scope.organisationId, []);
});

const enter = (place: Place, password = goodPassword) => attemptPassword(email, password, place);
const wrong = async (times: number) => {
  for (let turn = 0; turn < times; turn++)
    await enter({ ...stranger, address: `198.51.100.${turn}` }, "not the password");
};
/** What the person was told, in order. */
const told = async () =>
  (
    await db()
      .select()
      .from(accountMail)
      .where(eq(accountMail.toEmail, email))
      .orderBy(accountMail.createdAt)
  )
    .filter(({ kind }) => kind === "sign_in_noticed")
    .map(({ data }) => data.what);

describe("H117: the owner of an account is told by mail", () => {
  it("of a browser that was never signed in before, and of no other", async () => {
    await enter(laptop);
    await enter(laptop);
    await enter({ ...laptop, address: "203.0.113.99" });
    await enter({ ...laptop, browser: null });
    expect(await told()).toEqual([]);
    await enter(stranger);
    expect(await told()).toEqual(["new_browser"]);
    await enter(stranger);
    expect(await told()).toEqual(["new_browser"]);
    const [mail] = await db().select().from(accountMail).where(eq(accountMail.toEmail, email));
    expect(mail?.data).toMatchObject({ device: "Chrome on Windows", address: "198.51.100.66" });
    expect(mail?.data.at).toMatch(/\(Australia\/Melbourne\)$/);
  });

  it("of a sign-in after five wrong passwords, and not after four", async () => {
    await enter(laptop);
    await wrong(4);
    await enter(laptop);
    expect(await told()).toEqual([]);
    await wrong(5);
    await enter(laptop);
    expect(await told()).toEqual(["after_wrong"]);
    await enter(laptop);
    expect(await told()).toEqual(["after_wrong"]);
  });

  it("of twenty wrong passwords within an hour, once a day", async () => {
    await wrong(19);
    expect(await told()).toEqual([]);
    await wrong(11);
    expect(await told()).toEqual(["many_wrong"]);
    await db().execute(
      sql`update attempt_count set ends_at = now() where subject not like 'told:%'`,
    );
    await wrong(25);
    expect(await told()).toEqual(["many_wrong"]);
  });

  it("of three wrong codes after the right password, once an hour", async () => {
    const viewer = { userId, sessionId: "", organisationId: "", role: "admin", customerIds: [] };
    const scope = { ...viewer, organisationId: (await homeOf())?.organisationId ?? "" } as never;
    const { secret } = await startTotp(scope, goodPassword);
    await confirmTotp(scope, totpCode(secret, stepAt(Date.now())));
    const code = async (place: Place) => {
      const outcome = await enter(place);
      if (outcome.kind !== "second_factor") throw new Error(outcome.kind);
      return attemptSecondFactor(outcome.challenge, "000000", place);
    };
    for (let turn = 0; turn < 2; turn++) expect((await code(stranger)).kind).toBe("wrong");
    expect(await told()).toEqual([]);
    for (let turn = 0; turn < 4; turn++) await code(stranger);
    expect(await told()).toEqual(["wrong_codes"]);
  });

  it("of a sign-in after three months without one", async () => {
    await enter(laptop);
    await db()
      .update(userSession)
      .set({ lastSeenAt: sql`now() - interval '91 days'` })
      .where(eq(userSession.userId, userId));
    await enter(laptop);
    expect(await told()).toEqual(["long_ago"]);
  });

  it("nobody is told of an address that has no account", async () => {
    const nobody = freshEmail();
    for (let turn = 0; turn < 25; turn++)
      await attemptPassword(nobody, "wrong", { ...stranger, address: `198.51.100.${turn}` });
    expect(await db().$count(accountMail, eq(accountMail.toEmail, nobody))).toBe(0);
  });
});

const homeOf = async () => {
  await enter(laptop);
  const [session] = await db().select().from(userSession).where(eq(userSession.userId, userId));
  return session;
};

it("the cookie of a browser is read in its own form alone, and under https by its own name", () => {
  const value = "a".repeat(43);
  expect(readBrowserCookie(`x=1; browser=${value}`, false)).toBe(value);
  expect(readBrowserCookie(`browser=${value}; x=1`, true)).toBeNull();
  expect(readBrowserCookie(`__Host-browser=${value}`, true)).toBe(value);
  for (const header of [null, "", "browser=", `browser=${value}a`, "browser='; drop table"])
    expect(readBrowserCookie(header, false)).toBeNull();
});
