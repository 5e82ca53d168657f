import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { etsyBudget } from "@/db/schema/etsy-budget";
import { etsyConnection, integration } from "@/db/schema/integration";
import { fromRoot } from "@/scripts/launcher/paths";
import { runNode } from "@/scripts/testing/run-node";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";

const oldKey = process.env.ENCRYPTION_KEYS ?? "";
const newKey = `new:${randomBytes(32).toString("base64")}`;

/** The tokens that Etsy issued last to each shop; it takes no older refresh token. */
const inForce = new Map<string, { access: string; refresh: string }>();
const refused: string[] = [];
let refreshes = 0;

const pair = (shop: string) => {
  const tokens = { access: `CANARY-access-${shop}-${refreshes}`, refresh: `${shop}~${refreshes}` };
  inForce.set(shop, tokens);
  return tokens;
};

/** Etsy's token endpoint: takes its time, and takes no refresh token twice. */
async function etsy(_url: unknown, init?: RequestInit): Promise<Response> {
  const given = new URLSearchParams(String(init?.body)).get("refresh_token") ?? "";
  const shop = given.split("~")[0] ?? "";
  if (inForce.get(shop)?.refresh !== given) {
    refused.push(given);
    return Response.json({ error: "invalid_grant" }, { status: 400 });
  }
  refreshes += 1;
  const { access, refresh } = pair(shop);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
  return Response.json({
    access_token: access,
    refresh_token: refresh,
    expires_in: 3600,
    token_type: "Bearer",
  });
}

/** The program as it is after a start with these keys. */
async function startedWith(keys: string) {
  process.env.ENCRYPTION_KEYS = keys;
  vi.resetModules();
  return import("@/server/integrations/connection");
}

/** Connected shops, sealed under the keys of this moment; their ids in the order of the rotation. */
async function connect(count: number): Promise<string[]> {
  const { sealTokens } = await startedWith(process.env.ENCRYPTION_KEYS ?? "");
  const { organisationId, own: customerId } = tenant;
  const made = await db()
    .insert(integration)
    .values(Array.from({ length: count }, () => ({ organisationId, customerId, name: "Shop" })))
    .returning({ id: integration.id });
  await db()
    .insert(etsyConnection)
    .values(
      made.map(({ id }) => {
        const { access, refresh } = pair(id);
        const tokens = { accessToken: access, refreshToken: refresh, expiresInSeconds: 3600 };
        return {
          integrationId: id,
          organisationId,
          etsyUserId: 1,
          scopes: [],
          ...sealTokens(id, tokens),
        };
      }),
    );
  return made.map(({ id }) => id).sort();
}

let tenant: Tenant;
beforeAll(async () => {
  vi.stubGlobal("fetch", etsy);
  // Etsy's quota is another test's.
  const much = { limitPerSecond: 10_000, limitPerDay: 1_000_000, tokens: 10_000 };
  await db()
    .insert(etsyBudget)
    .values({ keystring: process.env.ETSY_KEYSTRING ?? "", ...much });
  tenant = await makeTenant();
});
afterAll(() => vi.unstubAllGlobals());

const letEnd = (id: string) =>
  db()
    .update(etsyConnection)
    .set({ accessTokenExpiresAt: new Date(0) })
    .where(eq(etsyConnection.integrationId, id));

/** That every shop's tokens open with the new key alone, and are those that Etsy takes. */
async function expectAllThere(ids: readonly string[]): Promise<void> {
  const { withEtsy } = await startedWith(newKey);
  const { open } = await import("@/server/crypto");
  for (const row of await db().select().from(etsyConnection)) {
    const id = row.integrationId;
    expect({
      access: open(row.accessTokenSealed, `etsy_connection:access_token:${id}`),
      refresh: open(row.refreshTokenSealed, `etsy_connection:refresh_token:${id}`),
    }).toEqual(inForce.get(id));
  }
  for (const id of ids) {
    await letEnd(id);
    await withEtsy(id, async () => {});
  }
  expect(refused).toEqual([]);
}

it("H106: tokens that are refreshed while the command rotates the keys are all there, and the old key is needed by none", async () => {
  process.env.ENCRYPTION_KEYS = oldKey;
  const ids = await connect(12);
  const { withEtsy } = await startedWith(`${newKey},${oldKey}`);
  let over = false;
  // Half of the shops are left alone: the command has to reach these itself.
  const busy = ids.slice(0, 6);
  const load = busy.map(async (id) => {
    let turns = 0;
    for (; !over; turns++) {
      await letEnd(id);
      await Promise.all([withEtsy(id, async () => {}), withEtsy(id, async () => {})]);
    }
    return turns;
  });
  let told = "";
  const options = ["tsx", "--conditions=react-server", fromRoot("scripts/rotate-keys.ts")];
  const code = await runNode("--import", options, (text) => {
    told += text;
  });
  const during = refreshes;
  over = true;
  expect(Math.min(...(await Promise.all(load)))).toBeGreaterThan(1);
  expect(told).toMatch(/^[1-9]\d* secrets sealed anew, 0 could not be opened\./);
  expect(code).toBe(0);
  expect(during).toBeGreaterThan(busy.length * 2);
  expect(refused).toEqual([]);

  await expectAllThere(ids);
});

it("H106: a refresh that is under way when the rotation comes to its row is not put back", async () => {
  await db().delete(etsyConnection);
  process.env.ENCRYPTION_KEYS = oldKey;
  const ids = await connect(3);
  const id = ids[1] ?? "";
  const { sealTokens } = await startedWith(`${newKey},${oldKey}`);
  const { resealSecrets } = await import("@/server/reseal-secrets");
  let rotation: Promise<unknown> = Promise.resolve();
  await db().transaction(async (tx) => {
    const row = eq(etsyConnection.integrationId, id);
    await tx.select().from(etsyConnection).where(row).for("update");
    rotation = resealSecrets();
    await new Promise((resolve) => setTimeout(resolve, 500));
    refreshes += 1;
    const { access, refresh } = pair(id);
    const tokens = { accessToken: access, refreshToken: refresh, expiresInSeconds: 3600 };
    await tx.update(etsyConnection).set(sealTokens(id, tokens)).where(row);
  });
  await rotation;
  await expectAllThere(ids);
});
