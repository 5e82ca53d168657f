import { createHmac, randomUUID } from "node:crypto";
import type { EtsySettings } from "@/sandbox/etsy/settings";
import type { Receipt } from "@/sandbox/etsy/world/model";
import type { WebhookEvent } from "./events";

/** A receiver that has not answered by then did not take it, in milliseconds. */
const patienceMs = 15_000;
/** Where messages are to be mixed, those that came are delivered after so long, in seconds. */
const gatherSeconds = 1;
const mostRemembered = 500;

export type Delivery = {
  id: string;
  /** When it happened, ISO 8601 UTC. */
  at: string;
  event: WebhookEvent;
  receiptId: number;
  /** HTTP status of each attempt; 0 where no answer came. */
  attempts: number[];
};

export type WebhookSender = {
  send(event: WebhookEvent, receipt: Receipt): void;
  /** The latest deliveries, oldest first. */
  deliveries(): readonly Delivery[];
  /** Drops what waits and what was remembered. */
  forget(): void;
  close(): void;
};

const sign = (secret: string, content: string) =>
  createHmac("sha256", Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
    .update(content)
    .digest("base64");

/** Delivers events one after the other beside the requests, and again as long as Etsy would. */
export function createWebhookSender(settings: () => EtsySettings): WebhookSender {
  let remembered: Delivery[] = [];
  let gathered: (() => void)[] = [];
  /** Work of an earlier age is not done any more. */
  let age = 0;
  const timers = new Set<NodeJS.Timeout>();
  let line = Promise.resolve();

  function after(seconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, seconds * 1000);
    timer.unref();
    timers.add(timer);
  }

  const drop = (): void => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    gathered = [];
    age++;
  };

  function release(): void {
    const last = gathered.reverse();
    gathered = [];
    for (const deliver of last) deliver();
  }

  function gather(deliver: () => void): void {
    gathered.push(deliver);
    if (gathered.length >= settings().webhookReorder) release();
    else if (gathered.length === 1) after(gatherSeconds, release);
  }

  async function deliver(delivery: Delivery, receipt: Receipt): Promise<void> {
    const born = age;
    const { webhookUrl, webhookSecret, webhookForged, webhookRepeatSeconds } = settings();
    if (!webhookUrl) return;
    const body = JSON.stringify({
      event_type: delivery.event,
      resource_url: `https://api.etsy.com/v3/application/shops/${receipt.shopId}/receipts/${receipt.id}`,
      shop_id: receipt.shopId,
    });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const secret = webhookForged ? "whsec_bm90IHRoZSBzZWNyZXQ=" : webhookSecret;
    const answer = await fetch(webhookUrl, {
      method: "POST",
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
      headers: {
        "content-type": "application/json",
        "webhook-id": delivery.id,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${sign(secret, `${delivery.id}.${timestamp}.${body}`)}`,
      },
    }).catch(() => null);
    const status = answer?.status ?? 0;
    delivery.attempts.push(status);
    const wait = webhookRepeatSeconds[delivery.attempts.length - 1];
    const taken = status >= 200 && status < 300;
    if (!taken && wait !== undefined && age === born) after(wait, () => queue(delivery, receipt));
  }

  function queue(delivery: Delivery, receipt: Receipt): void {
    const born = age;
    line = line.then(() => (age === born ? deliver(delivery, receipt) : undefined));
  }

  return {
    send(event, receipt) {
      const { webhookUrl, webhookDelaySeconds, webhookTimes } = settings();
      if (!webhookUrl) return;
      const at = new Date().toISOString();
      const id = `msg_${randomUUID()}`;
      const delivery: Delivery = { id, at, event, receiptId: receipt.id, attempts: [] };
      remembered.push(delivery);
      if (remembered.length > mostRemembered) remembered.shift();
      const start = () => gather(() => queue(delivery, receipt));
      for (let time = 0; time < webhookTimes; time++)
        if (webhookDelaySeconds > 0) after(webhookDelaySeconds, start);
        else start();
    },
    deliveries: () => remembered,
    forget() {
      drop();
      remembered = [];
    },
    close: drop,
  };
}
