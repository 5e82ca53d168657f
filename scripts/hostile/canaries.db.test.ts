import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "inngest/node";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { startMailbox } from "@/sandbox/mailbox/start";
import { freePort } from "@/scripts/launcher/free-port";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import type { Answered } from "./ask-all";
import { askAll } from "./ask-all";
import { dumpDatabase, readSealed } from "./dump";
import { overhearLog, startOverheard } from "./overheard";
import { signedIn } from "./parties";
import type { Ids } from "./samples";

// The log says all that it can; read when the product's files are.
vi.hoisted(() => {
  process.env.LOG_LEVEL = "debug";
});

const buyer = {
  name: "Zephyrine Canarybird",
  firstLine: "77 Canaryseed Crescent",
  secondLine: "Canary Flat 9",
  message: "Canarysong please ring twice",
  gift: "Canarywish happy birthday",
  engraving: "Canaryring forever",
};
const personal = Object.values(buyer);
/** What is shown to those who may see the order; everything else shows no buyer. */
const showsBuyers = new Set(["orders.get", "orders.outboundOrder"]);

const dataDir = mkdtempSync(join(tmpdir(), "canaries-"));
const secrets = new Set<string>();
const answers: Answered[] = [];
let world: World;
let heard: Awaited<ReturnType<typeof startOverheard>>;
let sent: string[];
let log: string[];
let mailbox: Awaited<ReturnType<typeof startMailbox>>;

const spilled = (text: string, canaries: Iterable<string> = [...secrets, ...personal]) =>
  [...canaries].filter((canary) => text.toLowerCase().includes(canary.toLowerCase()));

/** Notes the tokens and client secrets of this moment; refreshed ones join those before. */
async function noteSecrets(): Promise<void> {
  for (const { where, plain } of await readSealed())
    if (!where.startsWith("order_link")) secrets.add(plain);
}

async function until(done: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 40_000; Date.now() < end; ) {
    if (await done()) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`It did not come to it that ${what}.`);
}

const stateOf = async (receiptId: string) => (await world.linkOf(receiptId))?.state;

/** What is due by the database gets its event, as the sweep does it, until the order is in a state. */
const driveTo = async (receiptId: string, state: string) =>
  until(async () => {
    await db().execute("update order_link set queued_until = null, next_attempt_at = null");
    // What was told with an unclear answer is told again after two minutes.
    await db().execute("update shipment set sent_at = 'epoch' where state = 'sending'");
    await db().execute("update cartoncloud_connection set dispatch_polled_at = null");
    await db().execute("update shipment set sent_at = 'epoch' where state = 'sending'");
    await fetch(`${process.env.INNGEST_DEV}/e/test`, {
      method: "POST",
      body: JSON.stringify({ name: "test/sweep", data: {} }),
    });
    await new Promise((later) => setTimeout(later, 500));
    return (await stateOf(receiptId)) === state;
  }, `${receiptId} is ${state}`);

const place = async () => {
  const [receiptId = ""] = await world.placeOrders({
    name: buyer.name,
    address: { firstLine: buyer.firstLine, secondLine: buyer.secondLine },
    messageFromBuyer: buyer.message,
    isGift: true,
    giftMessage: buyer.gift,
    lines: [{ sku: "MUG-FOG", personalization: buyer.engraving }],
  });
  await db().execute("update integration set next_pull_at = 'epoch'");
  return receiptId;
};

/** A refusal that quotes the whole address and the token that it was asked with. */
const quoting = (status: number) => ({
  kind: "status",
  status,
  body: { message: `No: ${personal.join(", ")}`, error: `No: ${personal.join(", ")}` },
});

beforeAll(async () => {
  const port = await freePort();
  const smtpPort = await freePort();
  mailbox = await startMailbox({ port: 0, smtpPort, dataDir });
  Object.assign(process.env, {
    INNGEST_DEV: `http://127.0.0.1:${port}`,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    MAIL_FROM: "Integrations <integrations@example.com>",
  });
  sent = [];
  const { fetch: real } = globalThis;
  vi.spyOn(globalThis, "fetch").mockImplementation((to, init) => {
    if (String(to).startsWith(process.env.INNGEST_DEV ?? "")) sent.push(String(init?.body));
    return real(to, init);
  });
  log = overhearLog();
  const { openWorld } = await import("@/scripts/testing/world");
  const { inngest } = await import("@/inngest/client");
  const { functions } = await import("@/inngest");
  world = await openWorld();
  const runAll = inngest.createFunction(
    { id: "run-all", triggers: [{ event: "test/all" }] },
    async ({ step }) => {
      for (const one of functions.filter(({ opts }) => JSON.stringify(opts).includes('"cron"')))
        await step.invoke(one.id(), { function: one, data: {} as never });
    },
  );
  const sweepNow = inngest.createFunction(
    { id: "sweep-now", triggers: [{ event: "test/sweep" }] },
    async ({ step }) => {
      const sweep = functions.find((one) => one.id() === "sweep");
      if (sweep) await step.invoke("sweep", { function: sweep, data: {} as never });
    },
  );
  heard = await startOverheard(
    port,
    serve({ client: inngest, functions: [...functions, runAll, sweepNow] }),
  );

  const made = await world.connect();
  await noteSecrets();
  const first = await place();
  await driveTo(first, "created");
  await world.cartonCloud.fault({ route: routes.order, when: "before", fault: quoting(400) });
  const refused = await place();
  await driveTo(refused, "held");
  const orderId = (await world.linkOf(first))?.outboundOrderId;
  await world.etsy.fault({ route: routes.tracking, when: "before", fault: quoting(500) });
  await world.cartonCloud.control("POST", `/orders/${orderId}/dispatch`, {});
  await driveTo(first, "completed");

  const link = await world.linkOf(refused);
  const done = await world.linkOf(first);
  const admin = await signedIn(made.organisationId, []);
  const own = await signedIn(made.organisationId, [made.customerId]);
  const ids: Ids = {
    customerId: made.customerId,
    integrationId: made.id,
    orderLinkId: done?.id ?? "",
    warehouseId: done?.warehouseId ?? "",
    userId: own.userId,
    webhookKeyId: crypto.randomUUID(),
    invitationId: crypto.randomUUID(),
    sessionId: own.sessionId,
    organisationId: made.organisationId,
  };
  await askAll(answers, "admin", await admin.viewer(), ids);
  await askAll(answers, "admin", await admin.viewer(), { ...ids, orderLinkId: link?.id ?? "" });
  await askAll(answers, "owner", await own.viewer(), ids);
  const { makeParties } = await import("./parties");
  const { parties } = await makeParties();
  await askAll(answers, "stranger", parties["first customer"].viewer, ids);
  await askAll(answers, "stranger", parties["other admin"].viewer, ids);
  await askAll(answers, "stranger", null, ids);
  // The strangers' own shops are connected to nothing.
  await db().execute("delete from etsy_connection where access_token_sealed = 'sealed'");

  // The seller takes the rights away: the connection is lost, and people are told by mail.
  await db().execute("update etsy_connection set access_token_expires_at = now()");
  await noteSecrets();
  await world.etsy.fault({
    route: routes.token,
    when: "before",
    fault: { kind: "status", status: 400, body: { error: "invalid_grant" } },
  });
  await place();
  await until(async () => {
    await fetch(`${process.env.INNGEST_DEV}/e/test`, {
      method: "POST",
      body: JSON.stringify({ name: "test/all", data: {} }),
    });
    await new Promise((later) => setTimeout(later, 1000));
    return JSON.stringify(await arrived()).includes("Etsy");
  }, "a mail arrives");
  await noteSecrets();
}, 120_000);

const arrived = async () => (await fetch(`${mailbox.url}/_sandbox/mails`)).json();

afterAll(async () => {
  vi.restoreAllMocks();
  await heard.close();
  await world.close();
  await mailbox.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe("H86: tokens, client secrets and buyers' data, through a whole order's life", () => {
  it("there is something to find: the canaries were planted, and every place has been listened to", async () => {
    expect(secrets.size).toBeGreaterThanOrEqual(3);
    const sealed = (await readSealed()).map(({ plain }) => plain).join("\n");
    for (const text of personal) expect(sealed).toContain(text);
    expect(heard.steps.length).toBeGreaterThan(10);
    expect(heard.steps.some((step) => step.includes("RunComplete"))).toBe(true);
    expect(sent.some((event) => event.includes("organisation/orders.due"))).toBe(true);
    expect(answers.length).toBeGreaterThan(100);
    expect(await dumpDatabase()).toContain("No: [buyer's data]");
  });

  it("are in no event and in no step's output", () => {
    expect(spilled([...heard.steps, ...sent].join("\n"))).toEqual([]);
  });

  it("are in no line of the log, and the log tells every outside call with run, integration and receipt", () => {
    expect(spilled(log.join("\n"))).toEqual([]);
    const calls = log
      .filter((line) => line.includes('"msg":"outside call"'))
      .map((line): Record<string, unknown> => JSON.parse(line));
    const told = (system: string, method: string, path: string) =>
      calls.filter((one) => one.system === system && one.method === method && one.path === path);
    const [posted] = told("CartonCloud", "POST", "/tenants/{}/outbound-orders");
    expect(posted).toMatchObject({
      functionId: "create-outbound-orders",
      runId: expect.stringMatching(/^[0-9A-Z]{26}$/),
      integrationId: expect.any(String),
      organisationId: expect.any(String),
      receiptId: expect.stringMatching(/^\d+$/),
      status: 201,
      ms: expect.any(Number),
      attempt: 1,
    });
    const tracking = told("Etsy", "POST", "/v3/application/shops/{}/receipts/{}/tracking");
    expect(tracking.map(({ status }) => status)).toEqual(expect.arrayContaining([500, 200]));
    expect(told("mail", "SMTP", "/mail").length).toBeGreaterThan(0);
    expect(log.join("\n")).not.toContain("[hidden]");
  });

  it("a line that somebody writes past the log would be seen, and one that is given them by mistake hides them", async () => {
    const before = log.length;
    const canaries = [...secrets, ...personal];
    process.stdout.write(`${JSON.stringify({ body: canaries })}\n`);
    expect(spilled(log.slice(before).join("\n"))).toEqual(canaries);
    log.length = before;

    const { log: lines } = await import("@/server/log");
    const { describeError } = await import("@/server/describe-error");
    for (const canary of canaries) {
      const fields = ["body", "email", "requestId", "path", "error", "kind", "receiptId", "stack"];
      const given = Object.fromEntries(fields.map((field) => [field, canary]));
      lines.error("library", { ...given, ...describeError(new Error(canary, { cause: given })) });
      lines.warn("outside call", { ...given, stack: [canary, `    at ${canary}`] });
    }
    expect(log.length).toBe(before + 2 * canaries.length);
    expect(spilled(log.slice(before).join("\n"))).toEqual([]);
    log.length = before;
  });

  it("are in no mail", async () => {
    expect(spilled(JSON.stringify(await arrived()))).toEqual([]);
  });

  it("are in no column of a database dump, the audit log and stored refusals included", async () => {
    expect(spilled(await dumpDatabase())).toEqual([]);
  });

  it("are in no answer: secrets to nobody, the buyer on the order's own page alone", () => {
    const wrong = answers.filter(
      ({ path, who, text }) =>
        spilled(text, secrets).length > 0 ||
        ((who === "stranger" || !showsBuyers.has(path)) && spilled(text, personal).length > 0),
    );
    expect(wrong.map(({ path, who }) => `${path} to ${who}`)).toEqual([]);
    const shown = answers.filter(
      ({ path, text }) => path === "orders.get" && spilled(text, personal),
    );
    expect(shown.some(({ text }) => spilled(text, personal).length > 3)).toBe(true);
  });
});
