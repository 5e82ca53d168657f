import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { auditEntry, userAccount } from "@/db/schema/people";
import { confirmTotp, startTotp } from "@/server/account/second-factor";
import { setSecondFactor } from "@/server/organisations/service";
import { createCallerFactory } from "@/server/trpc/init";
import { appRouter } from "@/server/trpc/root";
import { noPassword } from "./credentials";
import type { Tenant } from "./fixtures";
import { freshEmail, goodPassword, here, makeUser, openTenant } from "./fixtures";
import type { Scope } from "./scope";
import type { Viewer } from "./session";
import { openSession, readViewer } from "./session";
import { stepAt, totpCode } from "./totp";

let asking: Viewer | null = null;
vi.mock("@/server/auth", () => ({ viewer: async () => asking }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

const call = createCallerFactory(appRouter);
let tenant: Tenant;
let userId: string;
let sessionId: string;
beforeEach(async () => {
  tenant = await openTenant();
  userId = await makeUser(freshEmail(), tenant.scope.organisationId, []);
  sessionId = (await openSession(userId, here)) ?? "";
});

const enrol = async (scope: Scope) => {
  const { secret } = await startTotp(scope, goodPassword);
  await confirmTotp(scope, totpCode(secret, stepAt(Date.now())));
};
const ask = async () => call({ viewer: await readViewer(sessionId) });
const told = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    ({ message }) => message,
  );
const refusal =
  "Your organisation asks for a second factor. Set up an authenticator app on your account page first.";

describe("H110: an organisation that asks for a second factor", () => {
  it("opens nothing but the account to who has none, from the next request on, and all once it is set up", async () => {
    expect(await told((await ask()).people.list())).toBe("done");
    await enrol(tenant.scope);
    await setSecondFactor(tenant.scope, true);
    expect(await told((await ask()).people.list())).toBe(refusal);
    expect(await told((await ask()).integrations.home())).toBe(refusal);
    expect(await told((await ask()).search.find({ text: "a" }))).toBe(refusal);
    const account = await (await ask()).account.get();
    expect(account.secondFactorAskedBy).toMatch(/^Tenant /);
    const viewer = await readViewer(sessionId);
    if (!viewer) throw new Error("Not signed in.");
    await enrol(viewer.scope);
    expect(await told((await ask()).people.list())).toBe("done");
    // Its admin was asked nothing anew.
    expect((await readViewer(tenant.scope.sessionId))?.owesSecondFactor).toBe(false);
  });

  it("refuses them every procedure but those of their account, a new one too", async () => {
    await enrol(tenant.scope);
    await setSecondFactor(tenant.scope, true);
    const viewer = await readViewer(sessionId);
    const api = call({ viewer }) as unknown as Record<
      string,
      Record<string, () => Promise<unknown>>
    >;
    const open: string[] = [];
    for (const path of Object.keys(appRouter._def.procedures)) {
      const [domain = "", verb = ""] = path.split(".");
      if (domain === "account") continue;
      const answer = await told(api[domain]?.[verb]?.() ?? Promise.resolve());
      if (answer !== refusal) open.push(path);
    }
    expect(open).toEqual([]);
  });

  it("gives them no file either", async () => {
    await enrol(tenant.scope);
    await setSecondFactor(tenant.scope, true);
    asking = await readViewer(sessionId);
    const { GET } = await import("@/app/(console)/audit/csv/route");
    const answer = await GET(new Request("http://here.test/audit/csv")).catch(
      (error: { digest?: string }) => error.digest,
    );
    expect(answer).toMatch(/^NEXT_REDIRECT;\w+;\/account;/);
  });

  it("does not ask who signs in by single sign-on alone, nor members elsewhere", async () => {
    await enrol(tenant.scope);
    await setSecondFactor(tenant.scope, true);
    await db()
      .update(userAccount)
      .set({ passwordHash: noPassword })
      .where(eq(userAccount.id, userId));
    expect(await told((await ask()).people.list())).toBe("done");
    const other = await openTenant();
    expect((await readViewer(other.scope.sessionId))?.owesSecondFactor).toBe(false);
  });

  it("is not switched on by an admin who has none, and each change is audited once", async () => {
    await expect(setSecondFactor(tenant.scope, true)).rejects.toMatchObject({ code: "conflict" });
    await enrol(tenant.scope);
    for (const required of [true, true, false]) await setSecondFactor(tenant.scope, required);
    const entries = await db()
      .select({ before: auditEntry.before, after: auditEntry.after })
      .from(auditEntry)
      .where(
        and(
          eq(auditEntry.action, "organisation.second_factor"),
          eq(auditEntry.organisationId, tenant.scope.organisationId),
        ),
      )
      .orderBy(auditEntry.at);
    expect(entries).toEqual([
      { before: { required: false }, after: { required: true } },
      { before: { required: true }, after: { required: false } },
    ]);
  });
});
