import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { etsyBudget, etsyCallCount } from "@/db/schema/etsy-budget";
import { etsyConnection, integration } from "@/db/schema/integration";
import { mail, notification } from "@/db/schema/notification";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { fromRoot } from "@/scripts/launcher/paths";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";
import { makeHeld } from "@/server/orders/held-fixtures";

const token = "a-token-that-only-this-test-has";
vi.hoisted(() => {
  process.env.METRICS_TOKEN = "a-token-that-only-this-test-has";
});

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
let tenant: Tenant;

async function shop(values: Partial<typeof integration.$inferInsert>) {
  const [row] = await db()
    .insert(integration)
    .values({ organisationId: tenant.organisationId, customerId: tenant.own, name: "x", ...values })
    .returning();
  return row?.id ?? "";
}

/** A scrape with nothing kept of an earlier one, as series to value. */
async function scrape(): Promise<Map<string, number>> {
  vi.resetModules();
  const { metricsAnswer } = await import("./answer");
  const answer = await metricsAnswer(`Bearer ${token}`);
  expect(answer.status).toBe(200);
  return seriesOf(await answer.text());
}

function seriesOf(text: string): Map<string, number> {
  const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(" ");
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}

beforeAll(async () => {
  tenant = await makeTenant();
  const first = await shop({ status: "active", lastPullSucceededAt: minutesAgo(1) });
  await shop({ status: "active", lastPullSucceededAt: minutesAgo(3) });
  for (let n = 0; n < 12; n++)
    await shop({
      status: "active",
      lastPullSucceededAt: minutesAgo(60 + n),
      nextPullAt: minutesAgo(50),
    });
  await shop({ status: "reconnect" });
  await shop({ status: "deleted" });
  await shop({ status: "paused", lastPullSucceededAt: minutesAgo(100_000) });
  await makeHeld(tenant, first, { reason: "sku_unknown", count: 3 });
  await makeHeld(tenant, first, { reason: "address_missing" });
  const waiting = { state: "received", holdReason: null, createdAt: minutesAgo(20) } as const;
  await makeHeld(tenant, first, { reason: "refused", count: 2, values: waiting });
  await makeHeld(tenant, first, {
    reason: "refused",
    values: { ...waiting, leaseUntil: minutesAgo(-2), createdAt: minutesAgo(40) },
  });
  await makeHeld(tenant, first, { reason: "refused", values: { state: "completed" } });
  await db()
    .insert(etsyBudget)
    .values({
      keystring: process.env.ETSY_KEYSTRING ?? "",
      limitPerDay: 10_000,
      remainingToday: 8800,
      remainingReadAt: new Date(),
    });
  await db()
    .insert(etsyCallCount)
    .values([
      { integrationId: first, quarter: minutesAgo(30), calls: 1000 },
      { integrationId: first, quarter: minutesAgo(3000), calls: 999 },
    ]);
  await db()
    .insert(etsyConnection)
    .values({
      integrationId: first,
      organisationId: tenant.organisationId,
      etsyUserId: 1,
      accessTokenSealed: "sealed",
      accessTokenExpiresAt: minutesAgo(90),
      refreshTokenSealed: "sealed",
      scopes: [],
    });
  await db()
    .insert(cartonCloudConnection)
    .values({
      organisationId: tenant.organisationId,
      clientId: "x",
      clientSecretSealed: "sealed",
      status: "failed",
      webhookReceivedAt: minutesAgo(10),
      webhookRefusedAt: minutesAgo(5),
      nextOrderPostAt: minutesAgo(-1),
    })
    .onConflictDoUpdate({
      target: cartonCloudConnection.organisationId,
      set: {
        status: "failed",
        webhookReceivedAt: minutesAgo(10),
        webhookRefusedAt: minutesAgo(5),
        nextOrderPostAt: minutesAgo(-1),
      },
    });
  const [notice] = await db()
    .insert(notification)
    .values({
      organisationId: tenant.organisationId,
      kind: "cartoncloud_lost",
      occurrence: "once",
      createdAt: minutesAgo(30),
      addressedAt: minutesAgo(29),
    })
    .returning();
  await db()
    .insert(mail)
    .values({ notificationId: notice?.id ?? "", userId: tenant.admin.userId });
});
afterEach(() => vi.unstubAllEnvs());

describe("the metrics", () => {
  it("are no page without a token set, and refused without the right one", async () => {
    vi.stubEnv("METRICS_TOKEN", "");
    vi.resetModules();
    expect((await (await import("./answer")).metricsAnswer(`Bearer ${token}`)).status).toBe(404);
    vi.unstubAllEnvs();
    vi.resetModules();
    const { metricsAnswer } = await import("./answer");
    for (const wrong of [null, "", token, `Basic ${token}`, `Bearer ${token}x`, "Bearer "]) {
      const answer = await metricsAnswer(wrong);
      expect([answer.status, await answer.text()]).toEqual([
        401,
        expect.not.stringContaining("smi_"),
      ]);
    }
  });

  it("tell what the database holds", async () => {
    const told = await scrape();
    const near = (series: string, value: number) => {
      expect(told.get(series), series).toBeGreaterThanOrEqual(value);
      expect(told.get(series), series).toBeLessThan(value + 30);
    };
    expect(
      Object.fromEntries([...told].filter(([name]) => !/_seconds|^(process|nodejs)_/.test(name))),
    ).toMatchObject({
      'smi_integrations{app="etsy",status="active"}': 14,
      'smi_integrations{app="etsy",status="reconnect"}': 1,
      'smi_order_links{state="held"}': 4,
      'smi_order_links{state="received"}': 3,
      'smi_order_links{state="created"}': 0,
      'smi_held_orders{reason="sku_unknown"}': 3,
      'smi_held_orders{reason="address_missing"}': 1,
      'smi_quota_limit{budget="etsy_day"}': 10_000,
      'smi_quota_used{budget="etsy_day"}': 1000,
      'smi_quota_left{budget="etsy_day"}': 8800,
      'smi_connections_to_renew{system="etsy"}': 1,
      'smi_connections_to_renew{system="cartoncloud"}': 1,
      'smi_token_refresh_overdue{system="etsy"}': 1,
      smi_webhook_keys_refused: 1,
      smi_database_read: 1,
    });
    expect(told.has('smi_order_links{state="completed"}')).toBe(false);
    expect(told.has('smi_integrations{app="etsy",status="deleted"}')).toBe(false);
    // The role that the console acts as is told of others' connections only how many they are.
    expect(told.get('smi_database_connections{kind="used"}')).toBeGreaterThanOrEqual(1);
    expect(told.get('smi_database_connections{kind="allowed"}')).toBeGreaterThan(10);
    near('smi_pull_age_seconds{app="etsy",quantile="1"}', 71 * 60);
    near('smi_pull_age_seconds{app="etsy",quantile="0.5"}', 64.5 * 60);
    near('smi_order_link_oldest_seconds{state="received"}', 40 * 60);
    near('smi_outbox_oldest_seconds{kind="order"}', 20 * 60);
    near('smi_outbox_oldest_seconds{kind="pull"}', 50 * 60);
    near('smi_outbox_oldest_seconds{kind="mail"}', 30 * 60);
    expect(told.get('smi_outbox_oldest_seconds{kind="notification"}')).toBe(0);
    near('smi_webhook_age_seconds{system="cartoncloud"}', 10 * 60);
    expect(told.has('smi_webhook_age_seconds{system="etsy"}')).toBe(false);
    expect(told.get("smi_cartoncloud_post_wait_seconds")).toBeGreaterThan(20);
    expect(told.get("process_resident_memory_bytes")).toBeGreaterThan(0);
  });

  it("count no order as forgotten while a run makes its organisation's orders", async () => {
    const makerUntil = (orderMakerUntil: Date | null) =>
      db().update(cartonCloudConnection).set({ orderMakerUntil });
    await makerUntil(minutesAgo(-1));
    expect((await scrape()).get('smi_outbox_oldest_seconds{kind="order"}')).toBe(0);
    await makerUntil(minutesAgo(2));
    expect((await scrape()).get('smi_outbox_oldest_seconds{kind="order"}')).toBeGreaterThan(1000);
    await makerUntil(null);
  });

  it("name ten shops at most, however many are stale", async () => {
    const names = [...(await scrape()).keys()];
    expect(names.filter((name) => name.startsWith("smi_stale_pull_age_seconds"))).toHaveLength(10);
  });

  it("are the same from two processes", async () => {
    const script = `import(${JSON.stringify(fromRoot("server/metrics/database-metrics.ts"))})
      .then((m) => (m.databaseMetrics ?? m.default.databaseMetrics)())
      .then((text) => { process.stdout.write(text); process.exit(0); });`;
    const args = ["--import", "tsx", "--conditions=react-server", "-e", script];
    const run = () =>
      promisify(execFile)(process.execPath, args, { cwd: fromRoot(), env: process.env });
    const [one, other] = (await Promise.all([run(), run()])).map(({ stdout }) => seriesOf(stdout));
    expect(one?.size).toBeGreaterThan(30);
    expect([...(one?.keys() ?? [])]).toEqual([...(other?.keys() ?? [])]);
    // Each of the two sees the other's connections where they happen to be open at that moment.
    const apart = (series: string) => {
      if (series.includes("_seconds")) return 30;
      return series === 'smi_database_connections{kind="used"}' ? 3 : 0.5;
    };
    for (const [series, value] of one ?? [])
      expect(Math.abs((other?.get(series) ?? Number.NaN) - value), series).toBeLessThan(
        apart(series),
      );
  });

  it("read the database once for scrapes that come together", async () => {
    vi.resetModules();
    const { metricsAnswer } = await import("./answer");
    const client = await import("@/db/client");
    const begun = vi.spyOn(client.db(), "transaction");
    await Promise.all([1, 2, 3].map(() => metricsAnswer(`Bearer ${token}`)));
    expect(begun).toHaveBeenCalledTimes(1);
    begun.mockRestore();
  });

  it("tell what they know of this process when the database cannot be read", async () => {
    vi.resetModules();
    const { metricsAnswer } = await import("./answer");
    const client = await import("@/db/client");
    const broken = vi.spyOn(client.db(), "transaction").mockRejectedValue(new Error("away"));
    const told = seriesOf(await (await metricsAnswer(`Bearer ${token}`)).text());
    broken.mockRestore();
    expect(told.get("smi_database_read")).toBe(0);
    expect(told.has("process_resident_memory_bytes")).toBe(true);
    expect([...told.keys()].some((name) => name.startsWith("smi_order_links"))).toBe(false);
  });

  it("find orders by an index, however many are completed", async () => {
    const [first] = await db()
      .select({ id: integration.id })
      .from(integration)
      .where(eq(integration.status, "active"));
    await db().execute(sql`
      insert into order_link (organisation_id, customer_id, integration_id, receipt_id, state,
        receipt_read_at, receipt_status, receipt_created_at, receipt_updated_at, item_quantity)
      select ${tenant.organisationId}, ${tenant.own}, ${first?.id}, 9000000000 + n, 'completed',
        now(), 'Paid', now(), now(), 1 from generate_series(1, 20000) as n`);
    const { asOwner } = await import("@/scripts/testing/as-owner");
    await asOwner("analyze order_link");
    const { queries } = await import("./queries");
    for (const query of queries("x")) {
      const plan = await db().execute(sql`explain ${query}`);
      expect(JSON.stringify(plan)).not.toContain("Seq Scan on order_link");
    }
  });
});
