import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { customer, organisation } from "@/db/schema/organisation";
import { auditEntry, membership, userAccount } from "@/db/schema/people";
import { checkCredentials } from "./credentials";
import type { Scope } from "./scope";
import { addUser, listPeople, setUserDisabled } from "./service";
import { openSession, readViewer } from "./session";

type Tenant = { scope: Scope; customerId: string };

async function tenant(name: string): Promise<Tenant> {
  const [home] = await db().insert(organisation).values({ name }).returning();
  const [admin] = await db()
    .insert(userAccount)
    .values({ email: `admin@${name}.test`, name: "Admin", passwordHash: "none" })
    .returning();
  if (!home || !admin) throw new Error("The tenant was not stored.");
  await db()
    .insert(membership)
    .values({ userId: admin.id, organisationId: home.id, role: "admin" });
  const [owner] = await db()
    .insert(customer)
    .values({ organisationId: home.id, cartonCloudId: crypto.randomUUID(), name: `${name} goods` })
    .returning();
  if (!owner) throw new Error("The customer was not stored.");
  const sessionId = (await openSession(admin.id, null)) ?? "";
  return {
    customerId: owner.id,
    scope: {
      userId: admin.id,
      sessionId,
      organisationId: home.id,
      role: "admin",
      customerIds: [],
    },
  };
}

let own: Tenant;
let foreign: Tenant;
beforeAll(async () => {
  own = await tenant(`own-${crypto.randomUUID()}`);
  foreign = await tenant(`foreign-${crypto.randomUUID()}`);
});

const person = (customerIds: string[]) => ({
  name: "Sam",
  email: `${crypto.randomUUID()}@example.test`,
  role: "customer_user" as const,
  customerIds,
});

const idOf = async (email: string): Promise<string> => {
  const [row] = await db().select().from(userAccount).where(eq(userAccount.email, email));
  return row?.id ?? "";
};

describe("a user who is added", () => {
  it("can sign in with the temporary password, sees their customers, and is in the audit log", async () => {
    const added = await addUser(own.scope, person([own.customerId]));
    const userId = await checkCredentials(added.email, added.temporaryPassword);
    const sessionId = userId ? await openSession(userId, null) : null;
    const viewer = sessionId ? await readViewer(sessionId) : null;
    expect(viewer?.scope).toMatchObject({
      organisationId: own.scope.organisationId,
      role: "customer_user",
      customerIds: [own.customerId],
    });
    const entries = await db()
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.subjectId, userId ?? ""), eq(auditEntry.action, "user.added")));
    expect(entries).toHaveLength(1);
    expect(JSON.stringify(entries)).not.toContain(added.temporaryPassword);
  });

  it("is refused a customer of another organisation, and nothing of them is stored", async () => {
    const input = person([foreign.customerId]);
    await expect(addUser(own.scope, input)).rejects.toMatchObject({ code: "not_found" });
    expect(await idOf(input.email)).toBe("");
  });

  it("is refused a second account, at the field of the e-mail address", async () => {
    const input = person([own.customerId]);
    await addUser(own.scope, input);
    await expect(addUser(foreign.scope, { ...input, role: "admin" })).rejects.toMatchObject({
      code: "conflict",
      field: "email",
    });
  });
});

describe("a user who is disabled", () => {
  it("is signed out at once and cannot sign in until enabled again", async () => {
    const { email, temporaryPassword } = await addUser(own.scope, person([own.customerId]));
    const userId = await idOf(email);
    const sessionId = (await openSession(userId, null)) ?? "";
    await setUserDisabled(own.scope, { userId, disabled: true });
    expect(await readViewer(sessionId)).toBeNull();
    expect(await checkCredentials(email, temporaryPassword)).toBeNull();
    await setUserDisabled(own.scope, { userId, disabled: false });
    expect(await readViewer(sessionId)).toBeNull();
    expect(await checkCredentials(email, temporaryPassword)).toBe(userId);
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

it("people of another organisation are not listed", async () => {
  const ids = (await listPeople(own.scope)).map(({ id }) => id);
  expect(ids).toContain(own.scope.userId);
  expect(ids).not.toContain(foreign.scope.userId);
});
