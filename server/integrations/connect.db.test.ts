import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { connectRequest, etsyConnection, integration } from "@/db/schema/integration";
import { notification } from "@/db/schema/notification";
import { customer } from "@/db/schema/organisation";
import { membership, userSession } from "@/db/schema/people";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import type { Scope } from "@/server/people/scope";
import { connectState, finishConnect, startConnect } from "./connect";
import { ReconnectNeeded, withEtsy } from "./connection";

let world: World;
let scope: Scope;

async function signIn(): Promise<Scope> {
  const [member] = await db().select().from(membership).where(eq(membership.role, "admin"));
  if (!member) throw new Error("The demo tenant has no admin.");
  const [session] = await db()
    .insert(userSession)
    .values({ ...member, expiresAt: new Date(Date.now() + 3_600_000) })
    .returning();
  return { ...member, sessionId: session?.id ?? "", customerIds: [] };
}

beforeAll(async () => {
  world = await openWorld();
  scope = await signIn();
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const table of [
    "etsy_call_count",
    "notification",
    "integration_event",
    "connect_request",
    "etsy_connection",
  ])
    await db().execute(`delete from ${table}`);
  await db().delete(integration);
  await world.etsy.control("POST", "/reset");
});

async function draft(): Promise<string> {
  const [owner] = await db().select().from(customer).limit(1);
  const [row] = await db()
    .insert(integration)
    .values({ organisationId: scope.organisationId, customerId: owner?.id ?? "", name: "Shop" })
    .returning();
  return row?.id ?? "";
}

type Back = { state: string | null; code: string | null; error: string | null };

/** What Etsy's redirect brings back after a seller decided on the consent page. */
async function consent(integrationId: string, form: Record<string, string> = {}): Promise<Back> {
  const { authorizeUrl } = await startConnect(scope, integrationId);
  const answer = await fetch(authorizeUrl, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ seller: "maple", decision: "allow", ...form }),
  });
  const back = new URL(answer.headers.get("location") ?? "").searchParams;
  return { state: back.get("state"), code: back.get("code"), error: back.get("error") };
}

const connectAs = async (seller: string) => {
  const id = await draft();
  return { id, end: await finishConnect(scope, await consent(id, { seller })) };
};

describe("connecting a shop", () => {
  it("shows the shop once the seller has consented", async () => {
    const { id, end } = await connectAs("maple");
    expect(end).toMatchObject({ outcome: "connected", shopName: "MapleAndMoss" });
    expect(await connectState(scope, id)).toMatchObject({
      connection: { shopName: "MapleAndMoss", etsyShopId: 61000001 },
      lastOutcome: { outcome: "connected" },
    });
  });

  it("stores no token in the clear", async () => {
    const { id } = await connectAs("maple");
    const [row] = await db()
      .select()
      .from(etsyConnection)
      .where(eq(etsyConnection.integrationId, id));
    expect(JSON.stringify(row)).not.toMatch(/71000001\./);
    expect(row?.accessTokenSealed).toMatch(/^v1\./);
  });

  it.each([
    ["denied", { decision: "deny" }],
    ["no_shop", { seller: "buyer-only" }],
    ["missing_rights", { scope: "shops_r" }],
  ])("ends as %s", async (outcome, form) => {
    const id = await draft();
    const back = await consent(id, form);
    expect(await finishConnect(scope, back)).toMatchObject({ outcome });
    expect((await connectState(scope, id)).connection).toBeNull();
  });

  it("H19: refuses a code of another flow, also of the same browser, and stores no token", async () => {
    const [mine, other] = [await draft(), await draft()];
    const [back, swapped] = [await consent(mine), await consent(other, { seller: "harbour" })];
    const end = await finishConnect(scope, { ...back, code: swapped.code });
    expect(end).toMatchObject({ outcome: "etsy_refused" });
    expect(await db().select().from(etsyConnection)).toEqual([]);
  });

  it("H23: redeems a code at Etsy's address alone, whatever issuer the redirect names", async () => {
    const id = await draft();
    const back = {
      ...(await consent(id)),
      iss: "https://evil.test",
      token_endpoint: "https://evil.test",
    };
    const asked: string[] = [];
    const { fetch: real } = globalThis;
    const spy = vi.spyOn(globalThis, "fetch").mockImplementation((to, init) => {
      asked.push(new URL(String(to)).origin);
      return real(to, init);
    });
    expect(await finishConnect(scope, back)).toMatchObject({ outcome: "connected" });
    spy.mockRestore();
    expect(new Set(asked)).toEqual(new Set([new URL(world.etsy.url).origin]));
  });

  it("refuses a state that was used", async () => {
    const id = await draft();
    const back = await consent(id);
    await finishConnect(scope, back);
    expect(await finishConnect(scope, back)).toMatchObject({ outcome: "used" });
  });

  it("refuses a state that nobody issued, and a missing one", async () => {
    const back = { state: "invented", code: "x", error: null };
    expect(await finishConnect(scope, back)).toMatchObject({ outcome: "expired" });
    expect(await finishConnect(scope, { ...back, state: null })).toMatchObject({
      outcome: "expired",
    });
  });

  it("refuses a state after ten minutes", async () => {
    const id = await draft();
    const back = await consent(id);
    await db()
      .update(connectRequest)
      .set({ expiresAt: sql`${connectRequest.expiresAt} - interval '601 seconds'` });
    expect(await finishConnect(scope, back)).toMatchObject({ outcome: "expired" });
  });

  it("refuses the redirect in another browser, and tells it nothing", async () => {
    const id = await draft();
    const back = await consent(id);
    const end = await finishConnect(await signIn(), back);
    expect(end).toEqual({ outcome: "other_session", integrationId: null, shopName: null });
    expect((await connectState(scope, id)).connection).toBeNull();
  });

  it("refuses a shop that another integration has", async () => {
    await connectAs("maple");
    expect((await connectAs("maple")).end).toMatchObject({ outcome: "shop_taken" });
  });

  it("F13: refuses another shop on an integration that has run, and keeps the first", async () => {
    const { id } = await connectAs("maple");
    await db().update(integration).set({ status: "active" });
    const end = await finishConnect(scope, await consent(id, { seller: "harbour" }));
    expect(end).toMatchObject({ outcome: "different_shop" });
    expect((await connectState(scope, id)).connection?.shopName).toBe("MapleAndMoss");
  });

  it("forgets what an earlier shop showed when a draft changes its mind", async () => {
    const { id } = await connectAs("maple");
    await db().update(etsyConnection).set({ addressVisible: "no", trackingAllowed: "no" });
    await finishConnect(scope, await consent(id, { seller: "harbour" }));
    const [row] = await db().select().from(etsyConnection);
    expect(row).toMatchObject({ trackingAllowed: "unknown" });
    expect(row?.addressVisible).not.toBe("no");
  });

  it("takes its calls out of the quota of the app", async () => {
    await connectAs("maple");
    const [counted] = await db().execute(sql`select sum(calls)::int as calls from etsy_call_count`);
    const asked = (await world.etsy.journal()).filter(({ path }) =>
      path.startsWith("/v3/application"),
    );
    expect(counted?.calls).toBe(asked.length);
  });

  it("says so when Etsy does not answer", async () => {
    const id = await draft();
    const back = await consent(id);
    await world.etsy.fault({ route: routes.token, when: "before", fault: { kind: "reset" } });
    expect(await finishConnect(scope, back)).toMatchObject({ outcome: "etsy_unavailable" });
  });
});

describe("a connected shop", () => {
  const expire = () =>
    db()
      .update(etsyConnection)
      .set({ accessTokenExpiresAt: new Date(Date.now() - 1000) });
  const refreshes = async () =>
    (await world.etsy.journal(routes.token)).filter(
      ({ body }) => (body as { grant_type: string }).grant_type === "refresh_token",
    );

  it("is refreshed once when 32 calls need it at the same moment", async () => {
    const { id } = await connectAs("maple");
    await expire();
    await Promise.all(Array.from({ length: 32 }, () => withEtsy(id, (etsy) => etsy.getMe())));
    expect(await refreshes()).toHaveLength(1);
    const [row] = await db().select().from(etsyConnection);
    expect(row?.generation).toBe(2);
  });

  it("gets one new token and one repeat when Etsy says that its token expired", async () => {
    const { id } = await connectAs("maple");
    await world.etsy.control("POST", "/expire", { login: "maple" });
    expect(await withEtsy(id, (etsy) => etsy.getMe())).toMatchObject({ shopId: 61000001 });
    expect(await refreshes()).toHaveLength(1);
  });

  it("keeps its tokens when the token address fails for a moment", async () => {
    const { id } = await connectAs("maple");
    await db().update(integration).set({ status: "active" });
    await expire();
    await world.etsy.fault({
      route: routes.token,
      when: "before",
      fault: { kind: "status", status: 500, body: { error: "Server Error" } },
    });
    await expect(withEtsy(id, (etsy) => etsy.getMe())).rejects.toThrow("Server Error");
    expect(await withEtsy(id, (etsy) => etsy.getMe())).toMatchObject({ shopId: 61000001 });
    expect((await db().select().from(integration))[0]?.status).toBe("active");
  });

  it("asks to be connected again when the seller withdrew, and recovers by that", async () => {
    const { id } = await connectAs("maple");
    await db().update(integration).set({ status: "active" });
    await world.etsy.control("POST", "/revoke", { login: "maple" });
    await expire();
    await expect(withEtsy(id, (etsy) => etsy.getMe())).rejects.toThrow(ReconnectNeeded);
    const row = async () => (await db().select().from(integration))[0];
    expect(await row()).toMatchObject({ status: "reconnect", nextPullAt: null });
    await finishConnect(scope, await consent(id));
    expect(await row()).toMatchObject({ status: "active", statusDetail: null });
    expect((await row())?.nextPullAt).not.toBeNull();
    const told = await db().select().from(notification).orderBy(notification.createdAt);
    expect(told.map(({ kind, integrationId }) => [kind, integrationId])).toEqual([
      ["connection_lost", id],
      ["connection_recovered", id],
    ]);
  });

  it("has people told of one loss once, though many calls meet it, and of the next one again", async () => {
    const { id } = await connectAs("maple");
    await db().update(integration).set({ status: "active" });
    for (const losses of [1, 2]) {
      await world.etsy.control("POST", "/revoke", { login: "maple" });
      await expire();
      const calls = [1, 2, 3, 4].map(() => withEtsy(id, (etsy) => etsy.getMe()));
      expect((await Promise.allSettled(calls)).map(({ status }) => status)).not.toContain(
        "fulfilled",
      );
      const lost = eq(notification.kind, "connection_lost");
      expect(await db().select().from(notification).where(lost)).toHaveLength(losses);
      await finishConnect(scope, await consent(id));
    }
  });

  it.each([1, 2, 3, 4, 5])(
    "is not lost to a refusal of its old tokens that comes late (%i)",
    async () => {
      const { id } = await connectAs("maple");
      await db().update(integration).set({ status: "active" });
      await world.etsy.control("POST", "/revoke", { login: "maple" });
      await expire();
      const back = await consent(id);
      const call = () => withEtsy(id, (etsy) => etsy.getMe()).catch((error: unknown) => error);
      const [end, ...calls] = await Promise.all([
        finishConnect(scope, back),
        call(),
        call(),
        call(),
      ]);
      expect(end).toMatchObject({ outcome: "connected" });
      for (const answer of calls)
        if (answer instanceof Error) expect(answer).toBeInstanceOf(ReconnectNeeded);
      expect((await db().select().from(integration))[0]?.status).toBe("active");
      expect(await withEtsy(id, (etsy) => etsy.getMe())).toMatchObject({ shopId: 61000001 });
    },
  );
});
