import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditEntry, userAccount } from "@/db/schema/people";
import { checkCredentials } from "./credentials";
import type { Tenant } from "./fixtures";
import { freshEmail, goodPassword, here, mailsTo, makeUser, openTenant } from "./fixtures";
import { invite, listInvitations, revokeInvitation } from "./invite";
import { readViewer } from "./session";
import { signInWithProvider } from "./sign-in-with-provider";

let tenant: Tenant;
let email: string;
beforeEach(async () => {
  tenant = await openTenant();
  email = freshEmail();
});

const claims = () => ({
  issuer: "https://login.example",
  subject: crypto.randomUUID(),
  email,
  emailVerified: true,
  name: "Sam Field",
});
const inviteThem = () =>
  invite(tenant.scope, { email, role: "customer_user", customerIds: tenant.customerIds });

describe("single sign-on", () => {
  it("is refused to an address that nobody invited, and stores nothing", async () => {
    expect(await signInWithProvider(claims(), here)).toBeNull();
    expect(await db().select().from(userAccount).where(eq(userAccount.email, email))).toEqual([]);
  });

  it("accepts an open invitation at the first use; the account has no password", async () => {
    await inviteThem();
    const who = claims();
    const viewer = await readViewer((await signInWithProvider(who, here)) ?? "");
    expect(viewer).toMatchObject({ email, name: "Sam Field", scope: { role: "customer_user" } });
    expect(await listInvitations(tenant.scope)).toEqual([]);
    for (const password of ["", "none", goodPassword])
      expect(await checkCredentials(email, password)).toBeNull();
    const entries = await db()
      .select()
      .from(auditEntry)
      .where(eq(auditEntry.userId, viewer?.scope.userId ?? ""));
    expect(entries.map(({ action }) => action)).toEqual(["invitation.accepted"]);
    expect(await signInWithProvider(who, here)).not.toBeNull();
  });

  it("is refused for an address that the provider did not verify, or tells none of", async () => {
    await inviteThem();
    expect(await signInWithProvider({ ...claims(), emailVerified: false }, here)).toBeNull();
    expect(await signInWithProvider({ ...claims(), email: null }, here)).toBeNull();
  });

  it("is refused for an invitation that was revoked", async () => {
    await inviteThem();
    const [open] = await listInvitations(tenant.scope);
    await revokeInvitation(tenant.scope, open?.id ?? "");
    expect(await signInWithProvider(claims(), here)).toBeNull();
  });

  it("opens the account that the address has, and binds it to the person at the provider", async () => {
    const userId = await makeUser(email, tenant.scope.organisationId, []);
    const who = claims();
    const viewer = await readViewer((await signInWithProvider(who, here)) ?? "");
    expect(viewer?.scope.userId).toBe(userId);
    expect(await mailsTo(email)).toEqual([{ kind: "provider_bound" }]);
    const another = { ...claims(), subject: "somebody else with this address" };
    expect(await signInWithProvider(another, here)).toBeNull();
    expect(await signInWithProvider({ ...who, email: freshEmail() }, here)).not.toBeNull();
  });

  it("is refused to a disabled account", async () => {
    await makeUser(email, tenant.scope.organisationId, []);
    const who = claims();
    await signInWithProvider(who, here);
    await db()
      .update(userAccount)
      .set({ disabledAt: new Date() })
      .where(eq(userAccount.email, email));
    expect(await signInWithProvider(who, here)).toBeNull();
  });
});
