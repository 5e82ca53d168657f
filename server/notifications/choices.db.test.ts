import { eq } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { mail } from "@/db/schema/notification";
import { membership, userAccount } from "@/db/schema/people";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";
import { addressMails } from "./address";
import { chooseMails, listMailChoices } from "./choices";
import { notify } from "./notify";
import { readUnsubscribe, unsubscribe, unsubscribeToken } from "./unsubscribe";

let tenant: Tenant;
let integrationId: string;
beforeAll(async () => {
  tenant = await makeTenant();
  integrationId = await tenant.active();
  const { userId } = tenant.admin;
  await db()
    .insert(membership)
    .values({ userId, organisationId: tenant.organisationId, role: "admin" });
});

async function told(kind: "connection_lost" | "connection_recovered"): Promise<number> {
  await db().delete(mail);
  const { organisationId } = tenant;
  await notify(db(), {
    organisationId,
    integrationId,
    kind,
    data: {},
    occurrence: crypto.randomUUID(),
  });
  await addressMails();
  return (await db().select().from(mail)).length;
}
const wanted = async (kind: string) =>
  (await listMailChoices(tenant.admin)).find((choice) => choice.kind === kind)?.wanted;

it("who refused a kind of mail gets none of it and all others, until they choose it again", async () => {
  expect(await told("connection_recovered")).toBe(1);
  await chooseMails(tenant.admin, { kind: "connection_recovered", wanted: false });
  await chooseMails(tenant.admin, { kind: "connection_recovered", wanted: false });
  expect(await wanted("connection_recovered")).toBe(false);
  expect(await told("connection_recovered")).toBe(0);
  expect(await told("connection_lost")).toBe(1);
  await chooseMails(tenant.admin, { kind: "connection_recovered", wanted: true });
  expect(await told("connection_recovered")).toBe(1);
});

it.each(["connection_lost", "cartoncloud_lost", "stop_ship"] as const)(
  "%s is refused by all admins but the last, also where two refuse at once",
  async (kind) => {
    const { organisationId } = tenant;
    await expect(chooseMails(tenant.admin, { kind, wanted: false })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await unsubscribe(unsubscribeToken({ ...tenant.admin, kind }))).toBe("last");
    const [second] = await db()
      .insert(userAccount)
      .values({ email: `second-${kind}@example.com`, name: "Second", passwordHash: "none" })
      .returning();
    const other = { ...tenant.admin, userId: second?.id ?? "" };
    await db().insert(membership).values({ userId: other.userId, organisationId, role: "admin" });
    const both = await Promise.allSettled(
      [tenant.admin, other].map((scope) => chooseMails(scope, { kind, wanted: false })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    for (const scope of [tenant.admin, other]) await chooseMails(scope, { kind, wanted: true });
    await db().delete(membership).where(eq(membership.userId, other.userId));
  },
);

it("the link of a mail ends its kind without a sign-in, however often it is used", async () => {
  const { userId, organisationId } = tenant.admin;
  const token = unsubscribeToken({ userId, organisationId, kind: "connection_recovered" });
  expect(encodeURIComponent(token)).toBe(token);
  expect(await unsubscribe(token)).toBe("ended");
  expect(await unsubscribe(token)).toBe("ended");
  expect(await told("connection_recovered")).toBe(0);
});

it("a link that was changed, and one of somebody who left, end nothing", async () => {
  const { organisationId } = tenant.admin;
  const kind = "stop_ship" as const;
  const token = unsubscribeToken({ ...tenant.admin, kind });
  expect(readUnsubscribe(`${token.slice(0, -4)}AAAA`)).toBeNull();
  expect(await unsubscribe("")).toBe("unknown");
  const left = unsubscribeToken({ userId: crypto.randomUUID(), organisationId, kind });
  expect(await unsubscribe(left)).toBe("unknown");
  expect(await wanted(kind)).toBe(true);
});

it("a customer user is not asked about mails that only admins get", async () => {
  const kinds = await listMailChoices({ ...tenant.admin, role: "customer_user" });
  expect(kinds.map(({ kind }) => kind)).not.toContain("cartoncloud_lost");
});
