import { createHmac, randomUUID } from "node:crypto";
import type { EtsySettings } from "@/sandbox/etsy/settings";
import type { Receipt } from "@/sandbox/etsy/world/model";
import type { WebhookEvent } from "./events";

/** Seconds between one delivery that was not taken and the next. */
const repeatAfterSeconds = [5, 300, 1800, 7200, 18_000, 36_000, 36_000];
/** A receiver that has not answered by then did not take it, in milliseconds. */
const patienceMs = 15_000;
const mostRemembered = 500;

export type Delivery = {
  id: string;
  event: WebhookEvent;
  receiptId: number;
  /** HTTP status of each attempt; 0 where no answer came. */
  attempts: number[];
};

export type WebhookSender = {
  send(event: WebhookEvent, receipt: Receipt): void;
  /** The latest deliveries, oldest first. */
  deliveries(): readonly Delivery[];
  close(): void;
};

const sign = (secret: string, content: string) =>
  createHmac("sha256", Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
    .update(content)
    .digest("base64");

/** Delivers events one after the other beside the requests, and again as long as Etsy would. */
export function createWebhookSender(settings: () => EtsySettings): WebhookSender {
  const remembered: Delivery[] = [];
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

  async function deliver(delivery: Delivery, receipt: Receipt): Promise<void> {
    const { webhookUrl, webhookSecret, webhookForged } = settings();
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
    const wait = repeatAfterSeconds[delivery.attempts.length - 1];
    if ((status < 200 || status >= 300) && wait) after(wait, () => queue(delivery, receipt));
  }

  function queue(delivery: Delivery, receipt: Receipt): void {
    line = line.then(() => deliver(delivery, receipt));
  }

  return {
    send(event, receipt) {
      const { webhookUrl, webhookDelaySeconds, webhookTimes } = settings();
      if (!webhookUrl) return;
      const delivery = { id: `msg_${randomUUID()}`, event, receiptId: receipt.id, attempts: [] };
      remembered.push(delivery);
      if (remembered.length > mostRemembered) remembered.shift();
      for (let time = 0; time < webhookTimes; time++)
        if (webhookDelaySeconds > 0) after(webhookDelaySeconds, () => queue(delivery, receipt));
        else queue(delivery, receipt);
    },
    deliveries: () => remembered,
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
