import { consignmentAnswer, orderAnswer } from "@/sandbox/cartoncloud/orders/answers";
import type { WebhookSettings } from "@/sandbox/cartoncloud/settings";
import type { Change, World } from "@/sandbox/cartoncloud/world/world";
import type { Delivery } from "./delivery";
import { attempt } from "./delivery";

export type Sender = {
  /** Queues a call for a change; nothing when no webhook is set. */
  announce(change: Change): void;
  list(): Delivery[];
  /** Sends deliveries again as new ones, by their ids or all. Returns the new ones. */
  replay(ids?: number[]): Delivery[];
  /** Takes up again what a stopped server left waiting. */
  resume(): void;
  forget(): void;
  close(): void;
};

const gatherMs = 1000;

/**
 * The sender of webhooks: the record as reading it gives it, without an envelope, with the header
 * `API-Key`. A refused call is tried again a few times. The floor never waits for it.
 */
export function createSender(world: World): Sender {
  const timers = new Set<NodeJS.Timeout>();
  let gathered: number[] = [];
  let closed = false;

  const later = (ms: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!closed) run();
    }, ms);
    timers.add(timer);
  };
  const find = (id: number) => world.store.get<Delivery>("deliveries", id);
  const keep = (delivery: Delivery): void => world.store.put("deliveries", delivery.id, delivery);

  const send = async (id: number): Promise<void> => {
    const delivery = find(id);
    const webhook = world.settings().webhook;
    if (delivery?.state !== "waiting") return;
    if (!webhook) return keep({ ...delivery, state: "failed", outcome: "the webhook was unset" });
    const { ok, outcome } = await attempt(delivery, webhook);
    if (closed || !find(id)) return;
    const attempts = delivery.attempts + 1;
    const wait = world.settings().webhookRetryDelaysMs[attempts - 1];
    const failed = wait === undefined ? "failed" : "waiting";
    keep({ ...delivery, attempts, outcome, state: ok ? "delivered" : failed });
    if (!ok && wait !== undefined) later(wait, () => void send(id));
  };
  const release = (delayMs: number): void => {
    const ids = gathered.reverse();
    gathered = [];
    ids.forEach((id, place) => {
      // Requests that leave in the same moment may arrive in any order: keep them apart.
      later(delayMs + place * 25, () => void send(id));
    });
  };
  const schedule = (id: number, webhook: WebhookSettings): void => {
    if (webhook.reorder < 2) {
      later(webhook.delayMs, () => void send(id));
      return;
    }
    gathered.push(id);
    if (gathered.length >= webhook.reorder) release(webhook.delayMs);
    else if (gathered.length === 1) later(gatherMs, () => release(webhook.delayMs));
  };
  const add = (what: Pick<Delivery, "event" | "entityId" | "version" | "body">): Delivery[] => {
    const { webhook } = world.settings();
    if (!webhook) return [];
    return Array.from({ length: webhook.copies }, () => {
      const id = (world.store.get<number>("counters", "delivery") ?? 0) + 1;
      world.store.put("counters", "delivery", id);
      const created = world.now().toISOString();
      const { url } = webhook;
      const delivery: Delivery = {
        ...what,
        id,
        url,
        state: "waiting",
        attempts: 0,
        outcome: null,
        created,
      };
      keep(delivery);
      schedule(id, webhook);
      return delivery;
    });
  };

  return {
    announce(change) {
      if (change.event === "order") {
        const { order } = change;
        const body = orderAnswer(world, order);
        add({ event: "order", entityId: order.id, version: order.version, body });
        return;
      }
      const parcel = world.get("consignments", change.id);
      if (!parcel || !world.settings().webhook?.consignments) return;
      const body = consignmentAnswer(world, parcel);
      add({ event: "consignment", entityId: parcel.id, version: parcel.version, body });
    },
    list: () => world.store.all<Delivery>("deliveries"),
    replay: (ids) =>
      world.store
        .all<Delivery>("deliveries")
        .filter((delivery) => ids === undefined || ids.includes(delivery.id))
        .flatMap(({ event, entityId, version, body }) => add({ event, entityId, version, body })),
    resume() {
      for (const delivery of world.store.all<Delivery>("deliveries"))
        if (delivery.state === "waiting") later(0, () => void send(delivery.id));
    },
    forget() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      gathered = [];
    },
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
