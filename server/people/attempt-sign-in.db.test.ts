import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { userAccount } from "@/db/schema/people";
import { attemptCount, recoveryCode, userToken } from "@/db/schema/sign-in";
import { confirmTotp, removeTotp, startTotp } from "@/server/account/second-factor";
import { attemptPassword, attemptSecondFactor } from "./attempt-sign-in";
import { freshEmail, goodPassword, here, makeUser, openTenant } from "./fixtures";
import type { Scope } from "./scope";
import { readViewer } from "./session";
import { stepAt, totpCode } from "./totp";

const at = (address: string) => ({ address, userAgent: null });
const wrong = "not the password of anyone";

let email: string;
let scope: Scope;
beforeEach(async () => {
  await db().delete(attemptCount);
  const tenant = await openTenant();
  email = freshEmail();
  const userId = await makeUser(email, tenant.scope.organisationId, []);
  scope = { ...tenant.scope, userId };
});

const tryWrong = async (times: number, address: string, whom = email) => {
  const outcomes = [];
  for (let turn = 0; turn < times; turn++)
    outcomes.push(await attemptPassword(whom, wrong, at(address)));
  return outcomes;
};

describe("signing in", () => {
  it("H1 opens a session with the right password alone, and SQL in the address is a text", async () => {
    expect(await attemptPassword(email, wrong, here)).toEqual({ kind: "wrong" });
    expect(await attemptPassword(`${email}' or 1=1 --`, goodPassword, here)).toEqual({
      kind: "wrong",
    });
    const outcome = await attemptPassword(email.toUpperCase(), goodPassword, here);
    if (outcome.kind !== "signed_in") throw new Error(outcome.kind);
    expect((await readViewer(outcome.sessionId))?.email).toBe(email);
  });

  it("H3 tells passwords apart beyond 72 bytes, and by every byte", async () => {
    const { hashPassword, checkCredentials } = await import("./credentials");
    const long = `${"lantern orchard ".repeat(8)}é`;
    await db()
      .update(userAccount)
      .set({ passwordHash: await hashPassword(long) })
      .where(eq(userAccount.email, email));
    expect(await checkCredentials(email, long)).not.toBeNull();
    expect(await checkCredentials(email, long.slice(0, 100))).toBeNull();
    expect(await checkCredentials(email, long.normalize("NFD"))).toBeNull();
  });

  it("H12 makes a new session each time", async () => {
    const first = await attemptPassword(email, goodPassword, here);
    const second = await attemptPassword(email, goodPassword, here);
    expect(first).not.toEqual(second);
  });
});

describe("limits on wrong passwords", () => {
  it("H5 refuses an account from one address after eight, and says how long to wait", async () => {
    const outcomes = await tryWrong(100, "198.51.100.1");
    expect(outcomes.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => ({ kind: "wrong" })));
    for (const outcome of outcomes.slice(8)) {
      if (outcome.kind !== "wait") throw new Error(outcome.kind);
      expect(outcome.seconds).toBeGreaterThan(0);
      expect(outcome.seconds).toBeLessThanOrEqual(900);
    }
    const right = await attemptPassword(email, goodPassword, at("198.51.100.1"));
    expect(right.kind).toBe("wait");
  });

  it("H5 leaves the owner alone at another address", async () => {
    await tryWrong(100, "198.51.100.1");
    expect((await attemptPassword(email, goodPassword, here)).kind).toBe("signed_in");
  });

  it("H5 refuses an account from everywhere after a hundred, but not where its owner was before", async () => {
    await attemptPassword(email, goodPassword, here);
    for (let turn = 0; turn < 20; turn++) await tryWrong(8, `198.51.100.${turn}`);
    expect((await tryWrong(1, "192.0.2.200"))[0]?.kind).toBe("wait");
    expect((await attemptPassword(email, goodPassword, here)).kind).toBe("signed_in");
  });

  it("H6 refuses one address after sixty accounts", async () => {
    const kinds = [];
    for (let turn = 0; turn < 100; turn++)
      kinds.push((await tryWrong(1, "198.51.100.9", freshEmail()))[0]?.kind);
    expect(kinds.slice(0, 60).every((kind) => kind === "wrong")).toBe(true);
    expect(kinds.slice(60).every((kind) => kind === "wait")).toBe(true);
    expect((await attemptPassword(email, goodPassword, here)).kind).toBe("signed_in");
  });

  it("H8 are the same for an address that has no account", async () => {
    const kinds = async (whom: string) =>
      (await tryWrong(12, "198.51.100.1", whom)).map(({ kind }) => kind);
    expect(await kinds(freshEmail())).toEqual(await kinds(email));
  });

  it("count attempts at the same time each", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, () => attemptPassword(email, wrong, at("198.51.100.1"))),
    );
    expect(outcomes.filter(({ kind }) => kind === "wrong")).toHaveLength(8);
  });

  it("end with their window", async () => {
    await tryWrong(9, "198.51.100.1");
    await db().execute(sql`update attempt_count set ends_at = now() - interval '1 second'`);
    expect((await tryWrong(1, "198.51.100.1"))[0]?.kind).toBe("wrong");
  });

  it("forget wrong ones after a right one", async () => {
    for (let turn = 0; turn < 5; turn++) {
      await tryWrong(6, here.address);
      expect((await attemptPassword(email, goodPassword, here)).kind).toBe("signed_in");
    }
  });

  it("tell nothing of the account in what is stored", async () => {
    await tryWrong(1, "198.51.100.1");
    expect(JSON.stringify(await db().select().from(attemptCount))).not.toContain(email);
  });
});

describe("the second factor", () => {
  const now = () => Date.now();
  async function enrol() {
    const { secret, link } = await startTotp(scope, goodPassword);
    // The step before: its code is taken, and that of the running step is still free.
    const code = totpCode(secret, stepAt(now()) - 1);
    const { recoveryCodes } = await confirmTotp(scope, code);
    return { secret, link, code, recoveryCodes };
  }
  async function challenge() {
    const outcome = await attemptPassword(email, goodPassword, here);
    if (outcome.kind !== "second_factor") throw new Error(outcome.kind);
    return outcome.challenge;
  }

  it("is asked for after the password, and no session is there before", async () => {
    const { secret } = await enrol();
    const first = await challenge();
    expect(await db().select().from(userToken).where(eq(userToken.tokenHash, first))).toEqual([]);
    const outcome = await attemptSecondFactor(first, totpCode(secret, stepAt(now())), here);
    expect(outcome.kind).toBe("signed_in");
  });

  it("is not asked for before its first code is confirmed", async () => {
    await startTotp(scope, goodPassword);
    expect((await attemptPassword(email, goodPassword, here)).kind).toBe("signed_in");
  });

  it("takes no code twice, not even at the same time, nor an older one", async () => {
    const { secret, code } = await enrol();
    const current = totpCode(secret, stepAt(now()));
    const challenges = [await challenge(), await challenge(), await challenge()];
    expect((await attemptSecondFactor(challenges[0] ?? "", code, here)).kind).toBe("wrong");
    const outcomes = await Promise.all(
      challenges.map((one) => attemptSecondFactor(one, current, here)),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["signed_in", "wrong", "wrong"]);
  });

  it("takes a recovery code once, however it is typed", async () => {
    const { recoveryCodes } = await enrol();
    expect(new Set(recoveryCodes).size).toBe(10);
    const typed = (recoveryCodes[0] ?? "").toUpperCase().replaceAll("-", " ");
    expect((await attemptSecondFactor(await challenge(), typed, here)).kind).toBe("signed_in");
    expect((await attemptSecondFactor(await challenge(), typed, here)).kind).toBe("wrong");
    const stored = JSON.stringify(await db().select().from(recoveryCode));
    expect(stored).not.toContain(recoveryCodes[1]);
  });

  it("is sealed in the database", async () => {
    const { secret, link } = await enrol();
    expect(link).toContain(secret);
    expect(JSON.stringify(await db().select().from(userAccount))).not.toContain(secret);
  });

  it("refuses after six wrong codes, the right one too", async () => {
    const { secret } = await enrol();
    const one = await challenge();
    for (let turn = 0; turn < 6; turn++)
      expect((await attemptSecondFactor(one, "000000x", here)).kind).toBe("wrong");
    const right = totpCode(secret, stepAt(now()));
    expect((await attemptSecondFactor(one, right, here)).kind).toBe("wait");
  });

  it("refuses a challenge that is over, used or made up", async () => {
    const { recoveryCodes } = await enrol();
    const used = await challenge();
    await attemptSecondFactor(used, recoveryCodes[0] ?? "", here);
    const old = await challenge();
    // Of five minutes ago.
    await db()
      .update(userToken)
      .set({ expiresAt: sql`${userToken.expiresAt} - interval '300 seconds'` });
    for (const one of [used, old, "made up"])
      expect((await attemptSecondFactor(one, recoveryCodes[1] ?? "", here)).kind).toBe("expired");
  });

  it("is set up and removed with the password alone", async () => {
    await expect(startTotp(scope, wrong)).rejects.toMatchObject({ field: "password" });
    await enrol();
    await expect(startTotp(scope, goodPassword)).rejects.toMatchObject({ code: "conflict" });
    await expect(removeTotp(scope, wrong)).rejects.toMatchObject({ field: "password" });
    await removeTotp(scope, goodPassword);
    expect((await attemptPassword(email, goodPassword, here)).kind).toBe("signed_in");
  });

  it("is not confirmed by a code that does not fit", async () => {
    const { secret } = await startTotp(scope, goodPassword);
    const far = totpCode(secret, stepAt(now()) + 50);
    await expect(confirmTotp(scope, far)).rejects.toMatchObject({ field: "code" });
  });
});
