import { eq } from "drizzle-orm";
import { afterEach, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { accountMail } from "@/db/schema/sign-in";
import type { Letter } from "@/server/notifications/sender";
import { queueAccountMail } from "./account-mails";
import { deliverAccountMails } from "./deliver-account-mails";
import { freshEmail } from "./fixtures";

const sent: Letter[] = [];
let outage = false;
let server = true;
vi.mock("@/server/notifications/sender", () => ({
  openSender: () =>
    server
      ? {
          async send(letter: Letter) {
            if (outage) throw Object.assign(new Error("no mail server"), { code: "ECONNECTION" });
            sent.push(letter);
          },
          close() {},
        }
      : null,
  isOutage: () => outage,
}));
afterEach(async () => {
  sent.length = 0;
  outage = false;
  server = true;
  await db().delete(accountMail);
});

async function queued() {
  const email = freshEmail();
  await queueAccountMail(db(), { kind: "reset", to: { name: "Sam", email }, token: "the-token" });
  const read = async () =>
    (await db().select().from(accountMail).where(eq(accountMail.toEmail, email)))[0];
  return { email, read };
}

it("a mail goes out once, with its link, and the token is then gone", async () => {
  const { email, read } = await queued();
  await Promise.all([deliverAccountMails(), deliverAccountMails()]);
  await deliverAccountMails();
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ to: { name: "Sam", email } });
  expect(sent[0]?.text).toContain("http://localhost:3000/reset-password#the-token");
  expect(await read()).toMatchObject({ tokenSealed: null, sentAt: expect.any(Date) });
});

it("a mail that fails waits and is sent later, under the same Message-ID", async () => {
  const { read } = await queued();
  outage = true;
  expect(await deliverAccountMails()).toMatchObject({ sent: 0, failed: 1 });
  expect(await deliverAccountMails()).toMatchObject({ sent: 0, failed: 0 });
  outage = false;
  await deliverAccountMails(() => new Date(Date.now() + 120_000));
  expect(sent).toHaveLength(1);
  expect(sent[0]?.messageId).toContain((await read())?.id);
});

it("without a mail server it is kept", async () => {
  const { read } = await queued();
  server = false;
  expect(await deliverAccountMails()).toMatchObject({ kept: true });
  expect((await read())?.sentAt).toBeNull();
});

it("a mail whose link is over is not sent, and is thrown away after a month", async () => {
  const { read } = await queued();
  await db()
    .update(accountMail)
    .set({ expiresAt: new Date(Date.now() - 1000) });
  expect(await deliverAccountMails()).toMatchObject({ sent: 0 });
  expect(await read()).toBeDefined();
  await deliverAccountMails(() => new Date(Date.now() + 31 * 86_400_000));
  expect(await read()).toBeUndefined();
});
