import { ordersInWords } from "@/server/orders/words";
import type { IntegrationRow } from "./access";

export type HealthState =
  | "Draft"
  | "Healthy"
  | "Pulling"
  | "Delayed"
  | "Needs attention"
  | "Reconnect required"
  | "Paused"
  | "Deleted";

export type Health = {
  state: HealthState;
  /** What that means for the orders, and what to do, in a sentence. */
  words: string;
};

export type HealthFacts = {
  status: IntegrationRow["status"];
  statusDetail: string | null;
  nextPullAt: Date | null;
  /** The pull that runs now. */
  running: { startedAt: Date; touchedAt: Date } | null;
  /** The latest pull that ended. */
  lastEnded: { state: "succeeded" | "failed"; error: string | null } | null;
  /** Order links that wait for a person; counted up to one more than 10,000. */
  held: number;
  /** Order links that a failure of the other side keeps from going on. */
  failing: number;
  /** Receipts that have waited for longer than `lateMs` for their outbound order. */
  late: number;
  /** Why CartonCloud refuses the organisation's credentials; null while it accepts them. */
  cartonCloudError: string | null;
  /** Since when the shop has been quiet for longer than its own rhythm explains. */
  silentSince: Date | null;
  /** Canceled or refunded in Etsy although the warehouse still holds the outbound order. */
  stopShip: number;
};

/** A pull this late, or a running one quiet for this long, is told as a delay, in milliseconds. */
export const delayMs = 10 * 60_000;
/** A receipt that waits this long for its order is told as late, in milliseconds. */
export const lateMs = 30 * 60_000;

/** At the beginning of a sentence. */
const orders = (count: number): string => {
  const words = ordersInWords(count);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function attention({ held, stopShip, cartonCloudError, silentSince }: HealthFacts): string {
  const parts = [];
  if (cartonCloudError)
    parts.push(
      `CartonCloud refuses the organisation's credentials: ${cartonCloudError} Orders wait, none is lost. An admin enters new ones in Organisation settings.`,
    );
  if (stopShip > 0)
    parts.push(
      `${orders(stopShip)} canceled or refunded in Etsy after the warehouse got ${stopShip === 1 ? "it" : "them"}.`,
    );
  if (held > 0) parts.push(`${orders(held)} ${held === 1 ? "waits" : "wait"} for an answer.`);
  if (silentSince)
    parts.push(
      "No new order has come for much longer than this shop usually takes. Look into Etsy whether that is right.",
    );
  return parts.join(" ");
}

function active(facts: HealthFacts, now: Date): Health {
  if (facts.cartonCloudError) return { state: "Needs attention", words: attention(facts) };
  const late = (at: Date | null) => at !== null && +now - +at > delayMs;
  if (facts.running && late(facts.running.touchedAt))
    return {
      state: "Delayed",
      words: "A pull has been quiet for long. It is taken up again by itself.",
    };
  if (!facts.running && facts.lastEnded?.state === "failed")
    return {
      state: "Delayed",
      words: `The last pull failed: ${facts.lastEnded.error ?? "the reason is not known."} It is tried again by itself; no order is lost.`,
    };
  if (!facts.running && late(facts.nextPullAt))
    return {
      state: "Delayed",
      words: "The next pull is overdue. The job runner may be away; it catches up by itself.",
    };
  if (facts.failing > 0)
    return {
      state: "Delayed",
      words: `${orders(facts.failing)} could not go on when last tried. ${facts.failing === 1 ? "It is" : "They are"} tried again by ${facts.failing === 1 ? "itself" : "themselves"}; the reason is beside each.`,
    };
  if (facts.late > 0)
    return {
      state: "Delayed",
      words: `${orders(facts.late)} ${facts.late === 1 ? "has" : "have"} waited for the warehouse for more than half an hour. CartonCloud takes about 30 a minute.`,
    };
  if (facts.held > 0 || facts.stopShip > 0 || facts.silentSince)
    return { state: "Needs attention", words: attention(facts) };
  if (facts.running) return { state: "Pulling", words: "The shop is being read." };
  return { state: "Healthy", words: "Orders are pulled by themselves. Nothing waits for anyone." };
}

/** How an integration is doing, from what the database knows of it. Pure: `now` is passed in. */
export function healthOf(facts: HealthFacts, now: Date): Health {
  switch (facts.status) {
    case "draft":
      return { state: "Draft", words: "The configuration is not finished. Nothing is pulled yet." };
    case "deleted":
      return {
        state: "Deleted",
        words: "Nothing is pulled or completed any more. Its orders stay readable.",
      };
    case "paused":
      return {
        state: "Paused",
        words: "Nothing is pulled or completed until it is resumed. Then it catches up.",
      };
    case "reconnect":
      return {
        state: "Reconnect required",
        words: `${facts.statusDetail ?? "Etsy no longer accepts the connection."} Connect the shop again; the orders in between are caught up.`,
      };
    case "active":
      return active(facts, now);
  }
}
