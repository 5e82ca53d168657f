import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { shipment } from "@/db/schema/order-link";
import { userAccount, userSession } from "@/db/schema/people";
import { open } from "@/server/crypto";
import { makeHeld } from "@/server/orders/held-fixtures";
import { totpPlace } from "@/server/people/check-second-factor";
import { stepAt, totpCode } from "@/server/people/totp";
import type { makeParties } from "./parties";

type World = Awaited<ReturnType<typeof makeParties>>;
type Held = Omit<Parameters<typeof makeHeld>[2], "count">;

/** The hold that a mutation of one order answers. */
const answers: Record<string, Held> = {
  "orders.adopt": {
    reason: "reference_taken",
    detail: { outboundOrderId: crypto.randomUUID() },
  },
  "orders.chooseWarehouse": { reason: "no_rule" },
  "orders.dismiss": { reason: "no_rule" },
  "orders.enterAddress": { reason: "address_missing" },
  "orders.enterTracking": { reason: "tracking_missing", values: { dispatchedAt: new Date() } },
};

/**
 * Makes that a mutation of the admin has something to change, where the rows of the parties do not
 * suffice. @returns what its input has instead of the sample's
 */
export async function makeReady(
  { home, ids, parties }: World,
  path: string,
): Promise<Record<string, unknown> | null> {
  const { userId = "", organisationId = "" } = parties.admin.viewer?.scope ?? {};
  const { integrationId } = ids.own;
  if (/Held$/.test(path)) {
    await makeHeld(home, integrationId, { reason: "no_rule" });
    return { readAt: new Date() };
  }
  if (path === "orders.tellLaterParcels") {
    const [link] = await makeHeld(home, integrationId, {
      reason: "tracking_missing",
      values: { state: "completed", holdReason: null, dispatchedAt: new Date() },
    });
    const orderLinkId = link?.id ?? "";
    const parcels = [
      { trackingCode: "AB 0", trackingKey: "AB0", state: "told" as const },
      { trackingCode: "AB 1", trackingKey: "AB1" },
    ];
    await db()
      .insert(shipment)
      .values(parcels.map((parcel) => ({ organisationId, orderLinkId, ...parcel })));
    return { orderLinkId };
  }
  const held = answers[path];
  if (held) {
    const [link] = await makeHeld(home, integrationId, held);
    return { orderLinkId: link?.id };
  }
  if (path === "integrations.finish")
    await db().execute(sql`update integration set status = 'draft' where id = ${integrationId}`);
  if (path === "integrations.pullNow")
    await db().execute(sql`update pull set state = 'succeeded', finished_at = now()`);
  if (path === "organisation.makeWebhookKey")
    await db().execute(
      sql`delete from cartoncloud_webhook_key where id = ${ids.sibling.webhookKeyId}`,
    );
  if (path === "organisation.setSecondFactor")
    await db().execute(
      sql`update organisation set require_second_factor = true where id = ${organisationId}`,
    );
  if (path === "people.removeSecondFactor")
    await db().execute(
      sql`update user_account set totp_confirmed_at = now() where id = ${ids.own.userId}`,
    );
  if (path === "account.confirmTotp") return { code: await codeNow(userId) };
  if (path === "account.endSession" || path === "account.endOtherSessions") {
    const expiresAt = new Date(Date.now() + 3_600_000);
    const [other] = await db()
      .insert(userSession)
      .values({ userId, organisationId, expiresAt })
      .returning();
    if (path === "account.endSession") return { sessionId: other?.id };
  }
  return null;
}

/** What the authenticator app of an account shows. */
async function codeNow(userId: string): Promise<string> {
  const [account] = await db().select().from(userAccount).where(eq(userAccount.id, userId));
  return totpCode(open(account?.totpSecretSealed ?? "", totpPlace(userId)), stepAt(Date.now()));
}
