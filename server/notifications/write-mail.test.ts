import { describe, expect, it } from "vitest";
import { notificationKinds } from "@/db/schema/notification";
import type { About } from "./mail-words";
import type { NotificationData, NotificationKind } from "./schema";
import { notificationData } from "./schema";
import { writeMail } from "./write-mail";

const appUrl = "https://console.example";
const id = "7a9bb9a6-3f0a-4c57-9f57-0d8c8c5a1e11";
const orderLinkId = "0d0c1c4e-3e1d-4dd3-8a55-c7a9f2f3b0aa";
const about: About = {
  organisationName: "Southbank Logistics",
  timeZone: "Australia/Melbourne",
  at: new Date("2026-11-23T09:48:00Z"),
  integration: {
    id,
    name: "Maple",
    shopName: "MapleAndMoss",
    customerName: "Maple & Moss Pty Ltd",
  },
};
const write = <K extends NotificationKind>(
  kind: K,
  data: NotificationData<K>,
  change: Partial<About> = {},
) => writeMail({ kind, data, about: { ...about, ...change }, appUrl, unsubscribe: "v1.token" });

/** One of each kind, with what its subject, its text and its link must say. */
const each: [NotificationKind, object, string, string[], string][] = [
  [
    "connection_lost",
    {},
    "MapleAndMoss: the connection to Etsy is lost",
    ["new orders of this shop are not picked up", "press Connect"],
    `/integrations/${id}/configure/authentication`,
  ],
  [
    "connection_recovered",
    { caughtUp: 12 },
    "MapleAndMoss: connected to Etsy again",
    ["12 orders placed in the meantime were picked up", "nothing to do"],
    `/integrations/${id}`,
  ],
  [
    "cartoncloud_lost",
    { reason: "Bad client credentials." },
    "Southbank Logistics: CartonCloud refuses the connection",
    ["It says: Bad client credentials.", "no outbound order is created"],
    "/settings",
  ],
  [
    "cartoncloud_recovered",
    {},
    "Southbank Logistics: CartonCloud accepts the connection again",
    ["The orders that waited are being created now"],
    "/integrations",
  ],
  [
    "orders_held",
    { counts: { no_rule: 1, sku_unknown: 3 }, heldNow: 9, upTo: "2026-11-23T09:47:00.000Z" },
    "MapleAndMoss: 4 orders wait for a person",
    [
      "- 3 orders: CartonCloud does not know a SKU. Choose the product code.\n- 1 order: No warehouse rule matches.",
      "Waiting now in all: 9",
    ],
    `/integrations/${id}?state=held#orders`,
  ],
  [
    "stop_ship",
    { orderLinkId, receiptId: "3100000007", status: "Canceled", orderNumber: "SO-12" },
    "MapleAndMoss: stop order 3100000007",
    ["as canceled", "outbound order SO-12", "stop it in CartonCloud"],
    `/integrations/${id}/orders/${orderLinkId}`,
  ],
  [
    "shop_silent",
    { since: "2026-11-21T22:00:00.000Z", usualHours: 6.2 },
    "MapleAndMoss: no new orders for longer than usual",
    ["since 22 November 2026 at 09:00 (Australia/Melbourne)", "within 6 hours", "Pull now"],
    `/integrations/${id}`,
  ],
  [
    "receipts_missed",
    { count: 2, checked: 212 },
    "MapleAndMoss: the daily check found 2 missed orders",
    ["among 212 checked", "They are picked up now"],
    `/integrations/${id}`,
  ],
  [
    "statement_closed",
    {
      monday: "2026-11-16",
      sunday: "2026-11-22",
      quantity: 30,
      totalMinor: 24005,
      currency: "AUD",
    },
    "Southbank Logistics: statement of 16 November 2026 to 22 November 2026",
    ["30 integrations", "240.05 AUD in all", "does not change any more"],
    "/billing/2026-11-16",
  ],
];

describe("a mail", () => {
  it("is tried here for every kind that can be stored", () => {
    expect(each.map(([kind]) => kind).sort()).toEqual([...notificationKinds].sort());
    expect(Object.keys(notificationData).sort()).toEqual([...notificationKinds].sort());
  });

  it.each(each)(
    "of %s says what happened, what it means, what to do, and where",
    async (kind, data, subject, says, path) => {
      const mail = await writeMail({ kind, data, about, appUrl, unsubscribe: "v1.token" });
      expect(mail.subject).toBe(subject);
      for (const words of says) expect(mail.text).toContain(words);
      expect(mail.html).toMatch(/^<!DOCTYPE html.+<html [^>]*lang="en"/);
      expect(mail.html).toContain('<meta name="color-scheme" content="light dark"/>');
      expect(mail.text).toMatch(/^(What to do: .+|There is nothing to do\.)$/m);
      expect(mail.text).toContain(`\n${appUrl}${path}\n`);
      expect(mail.html).toContain(`href="${appUrl}${path}"`);
      expect(mail.text).toContain("Noticed 23 November 2026 at 20:48 (Australia/Melbourne)");
      expect(`${mail.text}${mail.html}`).not.toMatch(/undefined|null|NaN|\[object/);
    },
  );

  it("counts one as one", async () => {
    const { subject, text } = await write("receipts_missed", { count: 1 });
    expect(subject).toContain("1 missed order");
    expect(subject).not.toContain("orders");
    expect(text).toContain("It is picked up now and goes on");
  });

  it("tells a catch-up that found nothing from one that is not counted yet", async () => {
    const { text } = await write("connection_recovered", { caughtUp: 0 });
    expect(text).toContain("No order was placed");
    expect((await write("connection_recovered", {})).text).toContain("are being picked up now");
  });

  it("speaks of the integration where the shop has no name", async () => {
    const integration = { id, name: "Maple", shopName: null, customerName: "Maple & Moss" };
    const { subject } = await write("connection_lost", {}, { integration });
    expect(subject).toMatch(/^Maple: /);
  });
});

describe("what people typed", () => {
  const hostile = {
    id,
    name: "Maple\r\nBcc: all@evil.example",
    shopName: "Shop\r\n\u2028Bcc: all@evil.example",
    customerName: '<img src=x onerror="alert(1)">',
  };

  it("cannot begin a header: the subject is one line", async () => {
    for (const [kind, data] of each) {
      const { subject } = await writeMail({
        kind,
        data,
        about: { ...about, organisationName: "A\nB: c", integration: hostile },
        appUrl,
        unsubscribe: "v1.token",
      });
      expect(subject).not.toMatch(/[\r\n\u2028\u2029]/);
    }
  });

  it("cannot make the subject endless", async () => {
    const integration = { ...hostile, shopName: "x".repeat(5000) };
    const { subject } = await write("connection_lost", {}, { integration });
    expect([...subject].length).toBe(150);
  });

  it("is shown as text in the HTML part", async () => {
    const { html, text } = await write("connection_lost", {}, { integration: hostile });
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    expect(text).toContain('<img src=x onerror="alert(1)">');
  });

  it("in data is shown as text as well", async () => {
    const { html } = await write("cartoncloud_lost", { reason: "<script>1</script>" });
    expect(html).not.toContain("<script>");
  });
});

describe("data that cannot be read", () => {
  it("still makes a mail, which says so", async () => {
    const mail = await writeMail({
      kind: "stop_ship",
      data: { receiptId: 7 },
      about,
      appUrl,
      unsubscribe: "v1.token",
    });
    expect(mail.text).toContain("its details cannot be read");
    expect(mail.text).toContain(`${appUrl}/integrations/${id}`);
  });

  it("keeps unknown fields of another version from mattering", async () => {
    const data = { count: 1, colour: "red" };
    const { text } = await writeMail({
      kind: "receipts_missed",
      data,
      about,
      appUrl,
      unsubscribe: "v1.token",
    });
    expect(text).toContain("1 order");
  });
});
