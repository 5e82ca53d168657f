import { desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { customer, organisation } from "@/db/schema/organisation";
import { membership, membershipCustomer, userAccount } from "@/db/schema/people";
import { accountMail } from "@/db/schema/sign-in";
import { open } from "@/server/crypto";
import { mailTokenPlace } from "./account-mails";
import { hashPassword } from "./credentials";
import type { Scope } from "./scope";
import { openSession } from "./session";

export const goodPassword = "lantern orchard mackerel";
export const otherPassword = "violin gravel umbrella";
export const here = { address: "203.0.113.7", userAgent: "Mozilla/5.0 (X11; Linux) Firefox/140.0" };

export const freshEmail = (): string => `${crypto.randomUUID()}@example.test`;

export type Tenant = { scope: Scope; customerIds: [string, string] };

/** An organisation with an admin who is signed in, and two customers. */
export async function openTenant(): Promise<Tenant> {
  const name = `Tenant ${crypto.randomUUID().slice(0, 8)}`;
  const [home] = await db().insert(organisation).values({ name }).returning();
  if (!home) throw new Error("The organisation was not stored.");
  const organisationId = home.id;
  const customers = await db()
    .insert(customer)
    .values(
      ["First", "Second"].map((one) => ({
        organisationId,
        cartonCloudId: crypto.randomUUID(),
        name: one,
      })),
    )
    .returning();
  const userId = await makeUser(freshEmail(), organisationId, []);
  const sessionId = (await openSession(userId, null)) ?? "";
  return {
    scope: { userId, sessionId, organisationId, role: "admin", customerIds: [] },
    customerIds: [customers[0]?.id ?? "", customers[1]?.id ?? ""],
  };
}

/** An account with {@link goodPassword} in an organisation: an admin, or a user of these customers. */
export async function makeUser(
  email: string,
  organisationId: string,
  customerIds: string[],
): Promise<string> {
  const [account] = await db()
    .insert(userAccount)
    .values({ email, name: "Kim Lee", passwordHash: await hashPassword(goodPassword) })
    .returning();
  if (!account) throw new Error("The account was not stored.");
  await joinTo(account.id, organisationId, customerIds);
  return account.id;
}

export async function joinTo(userId: string, organisationId: string, customerIds: string[]) {
  const role = customerIds.length > 0 ? ("customer_user" as const) : ("admin" as const);
  await db().insert(membership).values({ userId, organisationId, role });
  for (const customerId of customerIds)
    await db().insert(membershipCustomer).values({ userId, organisationId, customerId });
}

/** The token in the newest mail to an address, as the mail itself will carry it; "" without one. */
export async function mailedToken(email: string): Promise<string> {
  const [row] = await db()
    .select()
    .from(accountMail)
    .where(eq(accountMail.toEmail, email))
    .orderBy(desc(accountMail.createdAt))
    .limit(1);
  return row?.tokenSealed ? open(row.tokenSealed, mailTokenPlace(row.id)) : "";
}

export const mailsTo = (email: string) =>
  db()
    .select({ kind: accountMail.kind })
    .from(accountMail)
    .where(eq(accountMail.toEmail, email))
    .orderBy(accountMail.createdAt);
