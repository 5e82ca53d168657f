import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { invitation } from "@/db/schema/sign-in";
import { inngest } from "@/inngest/client";
import { asOwner } from "@/scripts/testing/as-owner";
import { reportFailure } from "@/server/trpc/report";
import { appRouter } from "@/server/trpc/root";
import { makeParties } from "./parties";

// The log is written in this file; read when the product's files are.
vi.hoisted(() => {
  process.env.LOG_LEVEL = "info";
});

let world: Awaited<ReturnType<typeof makeParties>>;
beforeAll(async () => {
  vi.spyOn(inngest, "send").mockResolvedValue({ ids: [] });
  world = await makeParties();
});

type Party = keyof typeof world.parties;

/** One HTTP request to the procedures, as the route answers it for someone. */
const send = (party: Party, path: string, init: RequestInit = {}) =>
  fetchRequestHandler({
    endpoint: "/api/trpc",
    req: new Request(`http://here.test/api/trpc/${path}`, init),
    router: appRouter,
    createContext: () => ({ viewer: world.parties[party].viewer }),
    onError: ({ path: failed, error }) => reportFailure(failed, error),
  });

const post = (party: Party, path: string, json: unknown) =>
  send(party, path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof json === "string" ? json : JSON.stringify({ json }),
  });

const query = (party: Party, path: string, json: unknown) =>
  send(party, `${path}?input=${encodeURIComponent(JSON.stringify({ json }))}`);

describe("inputs that try more than they may", () => {
  it("H29: organisation, role and price in an input that has no such field change nothing", async () => {
    const { away, ids } = world;
    const email = `${crypto.randomUUID()}@x.test`;
    const answer = await post("admin", "people.invite", {
      email,
      role: "customer_user",
      customerIds: [ids.own.customerId],
      organisationId: away.organisationId,
      tokenHash: "known",
      acceptedAt: new Date(),
      id: ids.foreign.invitationId,
    });
    expect(answer.status).toBe(200);
    const made = await db().select().from(invitation).where(eq(invitation.email, email));
    expect(made).toMatchObject([
      { organisationId: world.home.organisationId, role: "customer_user", acceptedAt: null },
    ]);
    expect(made[0]?.tokenHash).not.toBe("known");
  });

  it("H29: a role that does not exist is refused", async () => {
    for (const role of ["owner", "Admin", ["admin"], { admin: true }, null])
      expect((await post("admin", "people.invite", { email: "s@x.test", role })).status).toBe(400);
  });

  it("H30: __proto__ and constructor in an input reach no object", async () => {
    const body = `{"json":{"customerId":"${world.ids.own.customerId}","__proto__":{"role":"admin"},"constructor":{"prototype":{"role":"admin"}}}}`;
    await post("first customer", "integrations.createDraft", body);
    expect(({} as Record<string, unknown>).role).toBeUndefined();
    const meta = `{"json":{"a":1},"meta":{"values":{"__proto__.role":["Date"]}}}`;
    expect(
      (await post("first customer", "integrations.createDraft", meta)).status,
    ).toBeGreaterThanOrEqual(400);
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  });

  it("H31: a batch of own and foreign ids answers each for itself", async () => {
    const input = JSON.stringify({
      0: { json: { integrationId: world.ids.own.integrationId } },
      1: { json: { integrationId: world.ids.foreign.integrationId } },
      2: { json: { integrationId: world.ids.random.integrationId } },
    });
    const path = "integrations.get,integrations.get,integrations.get";
    const answer = await send(
      "first customer",
      `${path}?batch=1&input=${encodeURIComponent(input)}`,
    );
    const [own, foreign, random] = (await answer.json()) as { result?: unknown; error?: unknown }[];
    expect(own?.result).toBeDefined();
    expect(foreign?.error).toBeDefined();
    expect(foreign).toEqual(random);
  });

  it.each([
    ["an array", (id: string) => [id]],
    ["an object", (id: string) => ({ eq: id })],
    ["SQL", (id: string) => `${id}' or '1'='1`],
    ["a number", () => 1],
    ["a NUL byte", (id: string) => `${id}\0`],
    ["a very long text", (id: string) => id.repeat(10_000)],
  ])("H32: an id given as %s is refused before anything is read", async (_what, form) => {
    const integrationId = form(world.ids.own.integrationId);
    const answer = await post("admin", "integrations.pause", { integrationId });
    expect(answer.status).toBe(400);
  });

  it.each(["' or 1=1 --", "%", "_", "\\", "%'; drop table mail; --", "\0"])(
    "H64: the search text %j is a text and finds nobody else's rows",
    async (text) => {
      const answer = await query("first customer", "search.find", { text });
      expect(answer.status).toBeLessThan(500);
      const told = await answer.text();
      for (const name of ["SIBLING", "FOREIGN", "syntax", "select"])
        expect(told).not.toContain(name);
    },
  );

  it("H60: a mutation is not to be had by GET, nor a procedure that is none", async () => {
    const { integrationId } = world.ids.own;
    expect((await query("admin", "integrations.pause", { integrationId })).status).toBe(405);
    for (const path of ["constructor", "__proto__.x", "integrations.toString", "..%2fauth"])
      expect((await query("admin", path, {})).status).toBe(404);
  });

  it("H59: a failure that nobody expected tells no stack, no SQL and no parameter", async () => {
    const logged = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
    await asOwner("alter table audit_entry rename to audit_entry_away");
    const answer = await query("admin", "audit.list", { action: "canary" }).finally(() =>
      asOwner("alter table audit_entry_away rename to audit_entry"),
    );
    const told = JSON.stringify(logged.mock.calls);
    logged.mockRestore();
    expect(told).toContain("audit.list");
    const text = `${await answer.text()} ${told}`;
    expect(answer.status).toBe(500);
    for (const spilled of ["select", "audit_entry", "canary", world.home.organisationId])
      expect(text).not.toContain(spilled);
    expect(await (await query("admin", "audit.list", {})).text()).not.toContain("    at ");
  });
});

describe("the address of CartonCloud is chosen, not written", () => {
  it.each([
    ["H36", "http://127.0.0.1"],
    ["H37", "http://localhost."],
    ["H38", "http://[::1]"],
    ["H39", "http://[::ffff:127.0.0.1]"],
    ["H40", "http://0x7f.1"],
    ["H41", "http://2130706433"],
    ["H42", "http://0177.0.0.1"],
    ["H43", "http://１２７.０.０.１"],
    ["H44", "http://169.254.169.254"],
    ["H45", "http://10.0.0.1"],
    ["H46", "http://localtest.me"],
    ["H49", "file:///etc/passwd"],
  ])("%s: %s is no region, and no field takes an address", async (_number, address) => {
    const given = { clientId: "c", clientSecret: "s", region: address };
    expect((await post("admin", "organisation.saveCartonCloud", given)).status).toBe(400);
    const sneaked = { ...given, region: "global", baseUrl: address, url: address };
    await post("admin", "organisation.saveCartonCloud", sneaked);
    const rows = await db().execute(sql`select * from cartoncloud_connection`);
    expect(JSON.stringify(rows)).not.toContain(address);
  });
});
