import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { mail, notification } from "@/db/schema/notification";
import { membership, membershipCustomer, userAccount } from "@/db/schema/people";
import type { ReceivedMail } from "@/sandbox/mailbox/received-mail";
import type { Mailbox } from "@/sandbox/mailbox/start";
import { startMailbox } from "@/sandbox/mailbox/start";
import { freePort } from "@/scripts/launcher/free-port";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant, one } from "@/server/integrations/fixtures";
import { addressMails } from "./address";
import { deliverMails, waitAfter } from "./deliver";
import { notify } from "./notify";

const dataDir = mkdtempSync(join(tmpdir(), "deliver-"));
let smtpPort: number;
let mailbox: Mailbox | undefined;
let tenant: Tenant;
let integrationId: string;

const open = async () => {
  mailbox = await startMailbox({ port: 0, smtpPort, dataDir });
};
const shut = async () => {
  await mailbox?.close();
  mailbox = undefined;
};
const arrived = async (): Promise<ReceivedMail[]> =>
  (await (await fetch(`${mailbox?.url}/_sandbox/mails`)).json()).mails;
const mails = () => db().select().from(mail);

beforeAll(async () => {
  smtpPort = await freePort();
  // Read once, at the first use of the environment.
  Object.assign(process.env, {
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    MAIL_FROM: "Integrations <integrations@example.com>",
  });
  tenant = await makeTenant();
  integrationId = await tenant.active();
  await enrol(tenant.admin.userId, "admin");
});
beforeEach(open);
afterEach(async () => {
  await fetch(`${mailbox?.url}/_sandbox/mails`, { method: "DELETE" }).catch(() => undefined);
  await shut();
  await db().delete(mail);
  await db().delete(notification);
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const enrol = (userId: string, role: "admin" | "customer_user") =>
  db().insert(membership).values({ userId, organisationId: tenant.organisationId, role });

async function person(
  role: "admin" | "customer_user",
  change: Partial<typeof userAccount.$inferInsert> = {},
  customerIds: string[] = [],
) {
  const email = `${crypto.randomUUID()}@home.test`;
  const { id } = one(
    await db()
      .insert(userAccount)
      .values({ email, name: "Bo", passwordHash: "none", ...change })
      .returning(),
  );
  await enrol(id, role);
  for (const customerId of customerIds)
    await db()
      .insert(membershipCustomer)
      .values({ userId: id, organisationId: tenant.organisationId, customerId });
  const leave = async () => {
    await db().delete(membershipCustomer).where(eq(membershipCustomer.userId, id));
    await db().delete(membership).where(eq(membership.userId, id));
  };
  return { id, email, leave };
}

const lost = (occurrence: string, about: string | null = integrationId) =>
  db().transaction((tx) =>
    notify(tx, {
      organisationId: tenant.organisationId,
      integrationId: about,
      kind: "connection_lost",
      data: {},
      occurrence,
    }),
  );

describe("telling people", () => {
  it("happens once for an occurrence, however often it is noted", async () => {
    expect(await lost("same")).toBe(true);
    expect(await lost("same")).toBe(false);
    expect((await Promise.all([1, 2, 3].map(() => lost("raced")))).filter(Boolean)).toHaveLength(1);
    await deliverMails();
    expect(await arrived()).toHaveLength(2);
  });

  it("does not happen when the transaction of what happened is taken back", async () => {
    const undone = db().transaction(async (tx) => {
      await notify(tx, {
        organisationId: tenant.organisationId,
        kind: "cartoncloud_recovered",
        data: {},
        occurrence: "undone",
      });
      throw new Error("taken back");
    });
    await expect(undone).rejects.toThrow("taken back");
    expect(await deliverMails()).toMatchObject({ laidOut: 0, sent: 0 });
  });

  it("refuses data of another kind", async () => {
    const data = { orderLinkId: "no id", receiptId: "1" };
    const wrong = notify(db(), {
      organisationId: tenant.organisationId,
      kind: "stop_ship",
      data,
      occurrence: "wrong",
    });
    await expect(wrong).rejects.toThrow("orderLinkId");
  });
});

describe("whom", () => {
  const told = async () => {
    await deliverMails();
    return (await arrived()).flatMap(({ recipients }) => recipients).sort();
  };
  const adminEmail = async () =>
    one(await db().select().from(userAccount).where(eq(userAccount.id, tenant.admin.userId))).email;

  it("admins and the customer users of the integration's customer, nobody else", async () => {
    const people = [
      await person("customer_user", {}, [tenant.own]),
      await person("customer_user", {}, [tenant.other]),
      await person("customer_user"),
      await person("admin", { disabledAt: new Date() }),
      await person("customer_user", { disabledAt: new Date() }, [tenant.own]),
      await person("admin", { demo: true }),
    ];
    const stranger = await makeTenant();
    await db().insert(membership).values({
      userId: stranger.admin.userId,
      organisationId: stranger.organisationId,
      role: "admin",
    });
    await lost("about an integration");
    expect(await told()).toEqual([await adminEmail(), people[0]?.email].sort());
    await fetch(`${mailbox?.url}/_sandbox/mails`, { method: "DELETE" });
    await lost("about the organisation", null);
    expect(await told()).toEqual([await adminEmail()]);
    for (const { leave } of people) await leave();
  });

  it("no longer a person who left before the mail was sent", async () => {
    const gone = await person("admin");
    await shut();
    await lost("left");
    await deliverMails();
    await gone.leave();
    await open();
    await db()
      .update(mail)
      .set({ nextAttemptAt: new Date(0) });
    expect(await deliverMails()).toMatchObject({ sent: 1, dropped: 1 });
    expect((await arrived()).flatMap(({ recipients }) => recipients)).toEqual([await adminEmail()]);
    expect((await mails()).find(({ userId }) => userId === gone.id)?.droppedAt).not.toBeNull();
    expect(await deliverMails()).toMatchObject({ sent: 0, dropped: 0 });
  });
});

describe("a mail", () => {
  it("bears its words, its sender and an id made of its own ids", async () => {
    await db().update(integration).set({ etsyShopName: "MapleAndMoss" });
    await lost("words");
    await deliverMails();
    const [row] = await mails();
    const [letter] = await arrived();
    expect(letter).toMatchObject({
      from: "Integrations <integrations@example.com>",
      subject: "MapleAndMoss: the connection to Etsy is lost",
      messageId: `<${row?.notificationId}.${row?.userId}@localhost>`,
    });
    expect(letter?.text).toContain(
      `http://localhost:3000/integrations/${integrationId}/configure/authentication`,
    );
    expect(letter?.html).toContain("press Connect");
    expect(letter?.headers).toContainEqual({ key: "auto-submitted", value: "auto-generated" });
    expect(row).toMatchObject({ attempts: 1, lastError: null, droppedAt: null });
    expect(row?.sentAt).not.toBeNull();
  });

  it("is sent once by two deliverers at once", async () => {
    for (let count = 0; count < 24; count++) await lost(`race ${count}`);
    await addressMails();
    const runs = await Promise.all([deliverMails(), deliverMails(), deliverMails()]);
    const sent = runs.map((run) => run.sent);
    expect(sent.reduce((sum, one) => sum + one, 0)).toBe(24);
    // Otherwise they did not meet.
    expect(sent.filter((one) => one > 0).length).toBeGreaterThan(1);
    const ids = (await arrived()).map(({ messageId }) => messageId);
    expect(ids).toHaveLength(24);
    expect(new Set(ids).size).toBe(24);
    expect((await mails()).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it("waits while the mail server is down, longer each time, and goes out when it is up", async () => {
    await shut();
    await lost("down");
    let now = Date.now() + 1000;
    for (const attempt of [1, 2, 3]) {
      expect(await deliverMails(() => new Date(now))).toMatchObject({ sent: 0, failed: 1 });
      const [row] = await mails();
      expect(row).toMatchObject({ attempts: attempt, sentAt: null });
      expect(row?.lastError).toContain("ECONNREFUSED");
      expect(row?.nextAttemptAt.getTime()).toBe(now + 60_000 * 2 ** (attempt - 1));
      expect(await deliverMails(() => new Date(now + 1000))).toMatchObject({ sent: 0, failed: 0 });
      now = row?.nextAttemptAt.getTime() ?? 0;
    }
    await open();
    expect(await deliverMails(() => new Date(now))).toMatchObject({ sent: 1, failed: 0 });
    expect(await arrived()).toHaveLength(1);
    expect((await mails())[0]).toMatchObject({ attempts: 4, lastError: null });
  });

  it("does not use up the tries of the others while the mail server is down", async () => {
    await shut();
    for (let count = 0; count < 5; count++) await lost(`outage ${count}`);
    await deliverMails();
    expect((await mails()).map(({ attempts }) => attempts).sort()).toEqual([0, 0, 0, 0, 1]);
  });

  it("that is refused by itself does not keep the others back", async () => {
    const refused = await person("admin", { email: "no address" });
    await lost("refused");
    await addressMails();
    // The first in the queue.
    const early = { nextAttemptAt: new Date(0) };
    await db().update(mail).set(early).where(eq(mail.userId, refused.id));
    expect(await deliverMails()).toMatchObject({ sent: 1, failed: 1 });
    const row = (await mails()).find(({ userId }) => userId === refused.id);
    expect(row).toMatchObject({ sentAt: null, attempts: 1 });
    expect(row?.lastError).toBeTruthy();
    await db()
      .update(mail)
      .set({ attempts: 23, ...early })
      .where(eq(mail.userId, refused.id));
    await deliverMails();
    const last = (await mails()).find(({ userId }) => userId === refused.id);
    expect(last).toMatchObject({ sentAt: null, attempts: 24 });
    expect(last?.droppedAt).not.toBeNull();
    await refused.leave();
  });

  it("that a run died with is sent after its claim has lapsed, under the same id", async () => {
    await lost("died");
    await deliverMails();
    const [first] = await arrived();
    // As a process leaves it that is killed after the server took the mail and before that was noted.
    const inFiveMinutes = new Date(Date.now() + 5 * 60_000);
    await db().update(mail).set({ sentAt: null, nextAttemptAt: inFiveMinutes });
    expect(await deliverMails()).toMatchObject({ sent: 0 });
    expect(await deliverMails(() => inFiveMinutes)).toMatchObject({ sent: 1 });
    expect((await arrived()).map(({ messageId }) => messageId)).toEqual([
      first?.messageId,
      first?.messageId,
    ]);
  });

  it("is tried again after 1, 2, 4 minutes and so on, at the latest after 6 hours", () => {
    expect([1, 2, 3, 9, 10, 400].map((attempts) => waitAfter(attempts) / 60_000)).toEqual([
      1, 2, 4, 256, 360, 360,
    ]);
  });
});
