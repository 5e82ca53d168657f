import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { cartonCloudWebhookKey } from "@/db/schema/cartoncloud-webhook";
import { customerWarehouse, product } from "@/db/schema/organisation";
import { membership, membershipCustomer, userAccount, userSession } from "@/db/schema/people";
import { invitation } from "@/db/schema/sign-in";
import { closeWeeks } from "@/server/billing/close";
import { sha256 } from "@/server/crypto";
import { createDraft, saveOrderCreation } from "@/server/integrations/configure";
import { finish } from "@/server/integrations/finish";
import { makeTenant, one, toWarehouse } from "@/server/integrations/fixtures";
import { defaultFulfilment } from "@/server/integrations/schema";
import { makeHeld } from "@/server/orders/held-fixtures";
import { hashPassword } from "@/server/people/credentials";
import type { Viewer } from "@/server/people/session";
import { readViewer } from "@/server/people/session";
import type { Ids } from "./samples";
import { closedMonday, everyonesPassword } from "./samples";

type Tenant = Awaited<ReturnType<typeof makeTenant>>;

let passwordHash: Promise<string> | undefined;

/** An account with a session in an organisation, and who the console takes its browser for. */
export async function signedIn(organisationId: string, customerIds: string[]) {
  passwordHash ??= hashPassword(everyonesPassword);
  const { id: userId } = one(
    await db()
      .insert(userAccount)
      .values({
        email: `${crypto.randomUUID()}@x.test`,
        name: "Kim",
        passwordHash: await passwordHash,
      })
      .returning(),
  );
  const role = customerIds.length > 0 ? ("customer_user" as const) : ("admin" as const);
  await db().insert(membership).values({ userId, organisationId, role });
  for (const customerId of customerIds)
    await db().insert(membershipCustomer).values({ userId, organisationId, customerId });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const session = one(
    await db().insert(userSession).values({ userId, organisationId, expiresAt }).returning(),
  );
  return { userId, sessionId: session.id, viewer: () => readViewer(session.id) };
}

/** Rows of one customer for every id that a procedure takes, each with a name that is nobody else's. */
async function rowsOf(tenant: Tenant, customerId: string, name: string): Promise<Ids> {
  const { organisationId, admin, site } = tenant;
  await db()
    .insert(customerWarehouse)
    .values({ organisationId, customerId, warehouseId: site })
    .onConflictDoNothing();
  await db()
    .insert(product)
    .values(["MUG-FOG", "MUG-2"].map((code) => ({ organisationId, customerId, code, name: code })));
  const draft = await createDraft(admin, { customerId, app: "etsy", name });
  await db().execute(sql`insert into etsy_connection
    (integration_id, organisation_id, etsy_user_id, access_token_sealed, access_token_expires_at, refresh_token_sealed, scopes)
    values (${draft.integrationId}, ${organisationId}, 1, 'sealed', now(), 'sealed', '{}')`);
  await saveOrderCreation(admin, draft.integrationId, toWarehouse(site));
  await finish(admin, draft.integrationId, defaultFulfilment);
  const [link] = await makeHeld({ organisationId, own: customerId }, draft.integrationId, {
    reason: "sku_unknown",
    skus: ["MUG"],
  });
  const { userId, sessionId } = await signedIn(organisationId, [customerId]);
  const invited = one(
    await db()
      .insert(invitation)
      .values({
        organisationId,
        email: `${name.toLowerCase()}@x.test`,
        role: "admin",
        tokenHash: sha256(crypto.randomUUID()),
        invitedBy: admin.userId,
        expiresAt: new Date(Date.now() + 3_600_000),
      })
      .returning(),
  );
  const key = one(
    await db()
      .insert(cartonCloudWebhookKey)
      .values({ organisationId, keyHash: sha256(crypto.randomUUID()), ending: "abcd" })
      .returning(),
  );
  return {
    customerId,
    integrationId: draft.integrationId,
    orderLinkId: link?.id ?? "",
    warehouseId: site,
    userId,
    webhookKeyId: key.id,
    invitationId: invited.id,
    sessionId,
    organisationId,
  };
}

export type Party = { viewer: Viewer | null; sees: readonly Whose[] };
export const whose = ["own", "sibling", "foreign", "random"] as const;
export type Whose = (typeof whose)[number];

/** Two organisations, two customers in the first, and everyone who may ask. */
export async function makeParties() {
  const [home, away] = [await makeTenant(), await makeTenant()];
  for (const { organisationId, admin } of [home, away])
    await db().insert(membership).values({ userId: admin.userId, organisationId, role: "admin" });
  // Customer users may change what is theirs: what stops them elsewhere is that it is not.
  await db().execute(sql`update organisation set allow_customer_access = true`);
  const ids: Record<Whose, Ids> = {
    own: await rowsOf(home, home.own, "OWN-SHOP"),
    sibling: await rowsOf(home, home.other, "SIBLING-SHOP"),
    foreign: await rowsOf(away, away.own, "FOREIGN-SHOP"),
    random: {
      customerId: crypto.randomUUID(),
      integrationId: crypto.randomUUID(),
      orderLinkId: crypto.randomUUID(),
      warehouseId: crypto.randomUUID(),
      userId: crypto.randomUUID(),
      webhookKeyId: crypto.randomUUID(),
      invitationId: crypto.randomUUID(),
      sessionId: crypto.randomUUID(),
      organisationId: crypto.randomUUID(),
    },
  };
  await db().execute(sql`update organisation set show_billing = true`);
  await db().execute(sql`update integration set activated_at = ${closedMonday}::date + 1`);
  for (const { organisationId } of [home, away])
    await closeWeeks(organisationId, new Date(Date.parse(closedMonday) + 8 * 86_400_000));
  const disabled = await signedIn(home.organisationId, []);
  await db().execute(
    sql`update user_account set disabled_at = now() where id = ${disabled.userId}`,
  );
  const first = await signedIn(home.organisationId, [home.own]);
  const second = await signedIn(home.organisationId, [home.other]);
  const adminHere = await signedIn(home.organisationId, []);
  const adminAway = await signedIn(away.organisationId, []);
  const parties = {
    anonymous: { viewer: null, sees: [] },
    disabled: { viewer: await disabled.viewer(), sees: [] },
    "first customer": { viewer: await first.viewer(), sees: ["own"] },
    "second customer": { viewer: await second.viewer(), sees: ["sibling"] },
    admin: { viewer: await adminHere.viewer(), sees: ["own", "sibling"] },
    "other admin": { viewer: await adminAway.viewer(), sees: ["foreign"] },
  } satisfies Record<string, Party>;
  return { ids, parties, home, away };
}
