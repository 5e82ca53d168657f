import type { z } from "zod";
import { decimalAmount } from "@/server/billing/amount";
import { holdReasons, isHoldReason } from "@/server/orders/words";
import type { NotificationKind, notificationData } from "./schema";

/** Whom and what a notification is about, read when its mails are written. */
export type About = {
  organisationName: string;
  /** IANA zone in which times are told. */
  timeZone: string;
  /** When it happened. */
  at: Date;
  integration: {
    id: string;
    name: string;
    shopName: string | null;
    customerName: string;
  } | null;
};

/** A mail in words, before it is laid out as text and as HTML. */
export type MailWords = {
  subject: string;
  /** What happened. */
  happened: string;
  /** What that means for the orders. */
  meaning: string;
  /** Facts one by one, such as counts by reason. */
  list?: string[];
  /** What to do; null where there is nothing. */
  todo: string | null;
  /** The page to go to; `path` begins with a slash. */
  link: { label: string; path: string };
};

type Data<K extends NotificationKind> = z.output<(typeof notificationData)[K]>;

export const countOf = (count: number, one: string, many = `${one}s`): string =>
  count === 1 ? `1 ${one}` : `${count} ${many}`;

export const timeOf = (at: Date, timeZone: string): string =>
  `${new Intl.DateTimeFormat("en-AU", { dateStyle: "long", timeStyle: "short", hourCycle: "h23", timeZone }).format(at)} (${timeZone})`;

const shopOf = ({ integration }: About): string =>
  integration?.shopName ?? integration?.name ?? "the shop";
const whole = (about: About): string =>
  about.integration
    ? `the shop ${shopOf(about)} (integration “${about.integration.name}” of ${about.integration.customerName})`
    : "the shop";
export const pageOf = ({ integration }: About): string =>
  integration ? `/integrations/${integration.id}` : "/integrations";
const toIntegration = (about: About) => ({ label: "Open the integration", path: pageOf(about) });

const heldLine = ([reason, count]: [string, number]): string =>
  isHoldReason(reason)
    ? `${countOf(count, "order")}: ${holdReasons[reason].title}. ${holdReasons[reason].action}.`
    : `${countOf(count, "order")}: ${reason}.`;

const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

/** What each kind says. A new kind adds its words here and its data in ./schema. */
export const mailWords: { [K in NotificationKind]: (data: Data<K>, about: About) => MailWords } = {
  connection_lost: (_data, about) => ({
    subject: `${shopOf(about)}: the connection to Etsy is lost`,
    happened: `Etsy no longer accepts the connection of ${whole(about)}. The seller removed the app or changed the password, or the consent ran out.`,
    meaning:
      "Until it is connected again, new orders of this shop are not picked up, and what the warehouse dispatches is not told to Etsy. Orders that are in CartonCloud already go on there. Nothing is lost: all that was missed is caught up afterwards.",
    todo: "Open the integration, press Connect and sign in to Etsy as the owner of the shop.",
    link: {
      label: "Connect the shop again",
      path: about.integration ? `${pageOf(about)}/configure/authentication` : pageOf(about),
    },
  }),
  connection_recovered: ({ caughtUp }, about) => ({
    subject: `${shopOf(about)}: connected to Etsy again`,
    happened: `${sentence(whole(about))} is connected to Etsy again.`,
    meaning:
      caughtUp === undefined
        ? "Orders placed in the meantime are being picked up now, and parcels dispatched in the meantime are told to Etsy."
        : caughtUp === 0
          ? "No order was placed in the meantime that is not here."
          : `${countOf(caughtUp, "order")} placed in the meantime ${caughtUp === 1 ? "was" : "were"} picked up.`,
    todo: null,
    link: toIntegration(about),
  }),
  cartoncloud_lost: ({ reason }, about) => ({
    subject: `${about.organisationName}: CartonCloud refuses the connection`,
    happened: `CartonCloud no longer accepts the API client of ${about.organisationName}.${reason ? ` It says: ${reason}` : ""}`,
    meaning:
      "Until this is mended, no outbound order is created and no dispatch is noticed. Orders are still picked up from Etsy; they wait here and go on by themselves afterwards.",
    todo: "Look at the API client in CartonCloud. If it is gone, make a new one there and enter its id and secret in the organisation settings.",
    link: { label: "Open the organisation settings", path: "/settings" },
  }),
  cartoncloud_recovered: (_data, about) => ({
    subject: `${about.organisationName}: CartonCloud accepts the connection again`,
    happened: `CartonCloud accepts the API client of ${about.organisationName} again.`,
    meaning: "The orders that waited are being created now.",
    todo: null,
    link: { label: "Open the integrations", path: "/integrations" },
  }),
  orders_held: ({ counts, heldNow }, about) => {
    const fresh = sum(counts);
    return {
      subject: `${shopOf(about)}: ${countOf(fresh, "order")} ${fresh === 1 ? "waits" : "wait"} for a person`,
      happened: `${countOf(fresh, "order")} of ${whole(about)} cannot go on without a person.`,
      list: Object.entries(counts)
        .sort(([, a], [, b]) => b - a)
        .map(heldLine),
      meaning: `What waits is not sent until somebody answers; all other orders go on. Waiting now in all: ${heldNow}.`,
      todo: "Open the held orders. Each one says what is missing; the same answer can be given to several at once.",
      link: { label: "Open the held orders", path: `${pageOf(about)}?state=held#orders` },
    };
  },
  stop_ship: ({ receiptId, orderLinkId, status, orderNumber }, about) => ({
    subject: `${shopOf(about)}: stop order ${receiptId}`,
    happened: `Etsy now shows receipt ${receiptId} of ${whole(about)} as ${status?.toLowerCase() ?? "canceled or refunded"}, but its outbound order${orderNumber ? ` ${orderNumber}` : ""} is in CartonCloud already.`,
    meaning:
      "The warehouse will send it unless somebody stops it: an order that is in CartonCloud is never changed from here.",
    todo: "If it is not dispatched yet, stop it in CartonCloud. If it is, agree with the seller what to do.",
    link: {
      label: "Open the order",
      path: about.integration ? `${pageOf(about)}/orders/${orderLinkId}` : pageOf(about),
    },
  }),
  shop_silent: ({ since, usualHours }, about) => ({
    subject: `${shopOf(about)}: no new orders for longer than usual`,
    happened: `No new order of ${whole(about)} has come in${since ? ` since ${timeOf(new Date(since), about.timeZone)}` : " for a while"}.${usualHours ? ` Usually the next one comes within ${countOf(Math.max(1, Math.round(usualHours)), "hour")}.` : ""}`,
    meaning: "It may be a quiet time. It may also be that orders do not reach us.",
    todo: "Compare with the list of orders in Etsy. If an order is there but not here, press Pull now.",
    link: toIntegration(about),
  }),
  receipts_missed: ({ count, checked }, about) => ({
    subject: `${shopOf(about)}: the daily check found ${countOf(count, "missed order")}`,
    happened: `The daily check of ${whole(about)} found ${countOf(count, "order")} that no pull had seen${checked === undefined ? "" : `, among ${checked} checked`}.`,
    meaning: `${count === 1 ? "It is" : "They are"} picked up now and ${count === 1 ? "goes" : "go"} on like every other order, but later than usual.`,
    todo: "Have the warehouse send late ones first. If this mail comes again, report it.",
    link: toIntegration(about),
  }),
  statement_closed: ({ monday, sunday, quantity, totalMinor, currency }, about) => ({
    subject: `${about.organisationName}: statement of ${dayOf(monday)} to ${dayOf(sunday)}`,
    happened: `The week from ${dayOf(monday)} to ${dayOf(sunday)} is closed: ${countOf(quantity, "integration")}, ${decimalAmount(totalMinor)} ${currency} in all.`,
    meaning:
      "The statement does not change any more. What was wrong in it is corrected by a line of its own.",
    todo: null,
    link: { label: "Open the statement", path: `/billing/${monday}` },
  }),
};

/** "16 November 2026" of a day such as "2026-11-16"; no zone plays a part. */
const dayOf = (day: string): string =>
  new Intl.DateTimeFormat("en-AU", { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
