import type { Page } from "@playwright/test";
import { demoLogins, demoOrganisationId } from "@/db/seed";
import type { TestStack } from "@/scripts/testing/stack";
import type { NotificationData, NotificationKind } from "@/server/notifications/schema";
import { shootState } from "./shoot";
import type { World } from "./world";

type Received = { subject: string; html: string | null; recipients: string[] };

const ofShop: { [K in NotificationKind]?: NotificationData<K> } = {
  connection_lost: {},
  connection_recovered: { caughtUp: 12 },
  orders_held: {
    counts: { no_rule: 1, sku_unknown: 3 },
    heldNow: 9,
    upTo: "2026-11-23T09:47:00.000Z",
  },
  shop_silent: { since: "2026-11-21T22:00:00.000Z", usualHours: 6.2 },
  receipts_missed: { count: 2, checked: 212 },
};
const ofOrganisation: { [K in NotificationKind]?: NotificationData<K> } = {
  cartoncloud_lost: { reason: "Bad client credentials." },
  cartoncloud_recovered: {},
  statement_closed: {
    monday: "2026-11-16",
    sunday: "2026-11-22",
    quantity: 30,
    totalMinor: 24005,
    currency: "AUD",
  },
};

/** A word of each subject, by which a mail is known in the mailbox. */
const subjects: Record<NotificationKind | "invitation" | "reset", RegExp> = {
  connection_lost: /connection to Etsy is lost/,
  connection_recovered: /connected to Etsy again/,
  cartoncloud_lost: /CartonCloud refuses/,
  cartoncloud_recovered: /CartonCloud accepts/,
  orders_held: /4 orders wait/,
  stop_ship: /stop order/,
  shop_silent: /no new orders/,
  receipts_missed: /missed orders/,
  statement_closed: /statement of/,
  invitation: /invites you/,
  reset: /Set a new password/,
};

/** One mail of each kind, as the server writes and sends it within a minute. */
export async function shootMails(
  page: Page,
  { appUrl, mailboxUrl }: TestStack,
  { inDatabase }: World,
  integrationId: string,
): Promise<void> {
  await page.goto(`${appUrl}/settings`);
  await page.getByRole("button", { name: "Invite user" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite user" });
  await dialog.getByLabel("E-mail address").fill("robin@maplemoss.example");
  await dialog.getByLabel("Maple & Moss Pty Ltd").check();
  await shootState(page, "invite");
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.goto(`${appUrl}/forgot-password`);
  await page.getByLabel("E-mail address").fill(demoLogins.customerUser.email);
  await page.getByRole("button", { name: /link/ }).click();
  await inDatabase(async (sql) => {
    const [order] = await sql`
      select id, receipt_id from order_link where integration_id = ${integrationId} limit 1`;
    const stop = {
      orderLinkId: order?.id,
      receiptId: String(order?.receipt_id),
      status: "Canceled",
      orderNumber: "SO-12",
    };
    const told = [
      ...Object.entries({ ...ofShop, stop_ship: stop }).map((one) => [...one, integrationId]),
      ...Object.entries(ofOrganisation).map((one) => [...one, null]),
    ] as [NotificationKind, object, string | null][];
    for (const [kind, data, about] of told)
      await sql`
        insert into notification (organisation_id, integration_id, kind, data, occurrence)
        values (${demoOrganisationId}, ${about}, ${kind}, ${sql.json({ ...data })}, ${`picture:${kind}`})`;
  });
  for (const [kind, subject] of Object.entries(subjects)) {
    const mail = await arrived(mailboxUrl, subject);
    await page.setContent(mail.html ?? "");
    await shootState(page, `mail-${kind.replaceAll("_", "-")}`);
  }
  await page.goto(mailboxUrl);
  await shootState(page, "mailbox");
}

async function arrived(mailboxUrl: string, subject: RegExp): Promise<Received> {
  for (let second = 0; second < 150; second++) {
    const answer = await fetch(`${mailboxUrl}/_sandbox/mails`);
    const { mails } = (await answer.json()) as { mails: Received[] };
    const found = mails.find((mail) => subject.test(mail.subject));
    if (found) return found;
    await new Promise((resume) => setTimeout(resume, 1000));
  }
  throw new Error(`No mail with ${subject} came within 150 s.`);
}
