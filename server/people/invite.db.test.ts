import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditEntry } from "@/db/schema/people";
import { accountMail, invitation } from "@/db/schema/sign-in";
import { acceptAsKnownUser, acceptAsNewUser, acceptFor, readInvitation } from "./accept-invitation";
import { checkCredentials } from "./credentials";
import type { Tenant } from "./fixtures";
import { freshEmail, goodPassword, here, mailedToken, makeUser, openTenant } from "./fixtures";
import { invite, listInvitations, resendInvitation, revokeInvitation } from "./invite";
import { openSession, readViewer } from "./session";

let own: Tenant;
let foreign: Tenant;
beforeAll(async () => {
  own = await openTenant();
  foreign = await openTenant();
});

const invitee = (customerIds: string[] = own.customerIds) => ({
  email: freshEmail(),
  role: "customer_user" as const,
  customerIds,
});
const accepting = (token: string) => ({ token, name: "Sam Field", password: goodPassword });
const idOf = async (email: string) =>
  (await listInvitations(own.scope)).find((one) => one.email === email)?.id ?? "";

describe("an invitation", () => {
  it("lets a new person choose a password and see the customers it names", async () => {
    const input = invitee();
    await invite(own.scope, input);
    const token = await mailedToken(input.email);
    expect(await readInvitation(token)).toMatchObject({ email: input.email, hasAccount: false });
    await acceptAsNewUser(accepting(token));
    const userId = (await checkCredentials(input.email, goodPassword)) ?? "";
    const viewer = await readViewer((await openSession(userId, here)) ?? "");
    expect(viewer).toMatchObject({ name: "Sam Field", scope: { role: "customer_user" } });
    expect([...(viewer?.scope.customerIds ?? [])].sort()).toEqual([...own.customerIds].sort());
    expect(await listInvitations(own.scope)).toEqual([]);
    const entries = await db().select().from(auditEntry).where(eq(auditEntry.userId, userId));
    expect(entries.map(({ action }) => action)).toEqual(["invitation.accepted"]);
  });

  it("is kept as a hash, and the mail's token sealed", async () => {
    const input = invitee();
    await invite(own.scope, input);
    const token = await mailedToken(input.email);
    expect(token).toHaveLength(43);
    const stored = JSON.stringify([
      await db().select().from(invitation),
      await db().select().from(accountMail),
      await db().select().from(auditEntry),
    ]);
    expect(stored).toContain(input.email);
    expect(stored).not.toContain(token);
  });

  it("is good once, also for two who use it at the same time", async () => {
    const input = invitee();
    await invite(own.scope, input);
    const token = await mailedToken(input.email);
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => acceptAsNewUser(accepting(token))),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(acceptAsNewUser(accepting(token))).rejects.toMatchObject({ code: "not_found" });
    await expect(acceptAsKnownUser(token)).rejects.toMatchObject({ code: "not_found" });
  });

  it("ends after seven days", async () => {
    const input = invitee();
    const { expiresAt } = await invite(own.scope, input);
    const days = (expiresAt.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.99);
    expect(days).toBeLessThanOrEqual(7);
    const token = await mailedToken(input.email);
    await db()
      .update(invitation)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(invitation.email, input.email));
    expect(await readInvitation(token)).toBeNull();
    await expect(acceptAsNewUser(accepting(token))).rejects.toMatchObject({ code: "not_found" });
  });

  it("ends when it is revoked", async () => {
    const input = invitee();
    await invite(own.scope, input);
    const token = await mailedToken(input.email);
    await revokeInvitation(own.scope, await idOf(input.email));
    await expect(acceptAsNewUser(accepting(token))).rejects.toMatchObject({ code: "not_found" });
    await expect(invite(own.scope, input)).resolves.toMatchObject({ email: input.email });
  });

  it("has another token when it is sent again, and the one before ends", async () => {
    const input = invitee();
    await invite(own.scope, input);
    const before = await mailedToken(input.email);
    await resendInvitation(own.scope, await idOf(input.email));
    const after = await mailedToken(input.email);
    expect(after).not.toBe(before);
    expect(await readInvitation(before)).toBeNull();
    expect(await readInvitation(after)).not.toBeNull();
  });

  it("adds the account that the address has to the organisation, and keeps its password", async () => {
    const email = freshEmail();
    const userId = await makeUser(email, foreign.scope.organisationId, []);
    await invite(own.scope, { ...invitee(), email });
    const token = await mailedToken(email);
    expect(await readInvitation(token)).toMatchObject({ hasAccount: true });
    await expect(
      acceptAsNewUser({ ...accepting(token), password: "violin gravel umbrella" }),
    ).rejects.toMatchObject({ code: "conflict" });
    await acceptAsKnownUser(token);
    expect(await checkCredentials(email, goodPassword)).toBe(userId);
    const { listOrganisations } = await import("@/server/account/service");
    const names = await listOrganisations({ ...foreign.scope, userId });
    expect(names.map(({ id }) => id).sort()).toEqual(
      [own.scope.organisationId, foreign.scope.organisationId].sort(),
    );
  });

  it("is taken once by an account too, also when it is revoked in the same moment", async () => {
    const email = freshEmail();
    const userId = await makeUser(email, foreign.scope.organisationId, []);
    await invite(own.scope, { ...invitee(), email });
    const token = await mailedToken(email);
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => acceptAsKnownUser(token)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(
      db().transaction((tx) => acceptFor(tx, userId, eq(invitation.email, email))),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("is answered alike whether the address is known elsewhere or not", async () => {
    const known = freshEmail();
    await makeUser(known, foreign.scope.organisationId, []);
    const answers = await Promise.all(
      [known, freshEmail()].map(async (email) => {
        const { expiresAt, ...answer } = await invite(own.scope, { ...invitee(), email });
        return JSON.stringify(answer).replace(email, "");
      }),
    );
    expect(answers[0]).toBe(answers[1]);
    const rows = await listInvitations(own.scope);
    expect(new Set(rows.map((row) => Object.keys(row).join())).size).toBe(1);
  });

  it("is refused, in words at the field, for a member and for an address that is invited", async () => {
    const email = freshEmail();
    await makeUser(email, own.scope.organisationId, []);
    const refused = { code: "conflict", field: "email" };
    await expect(invite(own.scope, { ...invitee(), email })).rejects.toMatchObject(refused);
    const input = invitee();
    await invite(own.scope, input);
    await expect(invite(own.scope, input)).rejects.toMatchObject(refused);
  });

  it("is refused a customer of another organisation, and nothing of it is stored", async () => {
    const input = invitee([foreign.customerIds[0]]);
    await expect(invite(own.scope, input)).rejects.toMatchObject({ code: "not_found" });
    expect(await mailedToken(input.email)).toBe("");
  });

  it("of another organisation is neither listed, sent again nor revoked", async () => {
    const input = invitee();
    await invite(own.scope, input);
    const id = await idOf(input.email);
    expect(await listInvitations(foreign.scope)).toEqual([]);
    for (const verb of [resendInvitation, revokeInvitation]) {
      const told = await Promise.all(
        [id, crypto.randomUUID()].map((one) =>
          verb(foreign.scope, one).catch((error: Error) => error.message),
        ),
      );
      expect(told[0]).toBe(told[1]);
    }
    expect(await readInvitation(await mailedToken(input.email))).not.toBeNull();
  });

  it.each([
    ["a common one", "Password12345!"],
    ["the person's own name", "samfield-sam-field"],
  ])("is not accepted with a weak password: %s", async (_what, password) => {
    const input = invitee();
    await invite(own.scope, input);
    const token = await mailedToken(input.email);
    await expect(acceptAsNewUser({ ...accepting(token), password })).rejects.toMatchObject({
      code: "invalid",
      field: "password",
    });
    expect(await readInvitation(token)).not.toBeNull();
  });
});
