import { beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { mail } from "@/db/schema/notification";
import { membership } from "@/db/schema/people";
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
  expect(await told("connection_lost")).toBe(1);
  await chooseMails(tenant.admin, { kind: "connection_lost", wanted: false });
  await chooseMails(tenant.admin, { kind: "connection_lost", wanted: false });
  expect(await wanted("connection_lost")).toBe(false);
  expect(await told("connection_lost")).toBe(0);
  expect(await told("connection_recovered")).toBe(1);
  await chooseMails(tenant.admin, { kind: "connection_lost", wanted: true });
  expect(await told("connection_lost")).toBe(1);
});

it("the link of a mail ends its kind without a sign-in, however often it is used", async () => {
  const { userId, organisationId } = tenant.admin;
  const token = unsubscribeToken({ userId, organisationId, kind: "connection_recovered" });
  expect(encodeURIComponent(token)).toBe(token);
  expect(await unsubscribe(token)).toBe(true);
  expect(await unsubscribe(token)).toBe(true);
  expect(await told("connection_recovered")).toBe(0);
});

it("a link that was changed, and one of somebody who left, end nothing", async () => {
  const { organisationId } = tenant.admin;
  const kind = "stop_ship" as const;
  const token = unsubscribeToken({ ...tenant.admin, kind });
  expect(readUnsubscribe(`${token.slice(0, -4)}AAAA`)).toBeNull();
  expect(await unsubscribe("")).toBe(false);
  const left = unsubscribeToken({ userId: crypto.randomUUID(), organisationId, kind });
  expect(await unsubscribe(left)).toBe(false);
  expect(await wanted(kind)).toBe(true);
});

it("a customer user is not asked about mails that only admins get", async () => {
  const kinds = await listMailChoices({ ...tenant.admin, role: "customer_user" });
  expect(kinds.map(({ kind }) => kind)).not.toContain("cartoncloud_lost");
});
