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
  /** Order links that wait for a person. */
  held: number;
  /** Canceled or refunded in Etsy although the warehouse still holds the outbound order. */
  stopShip: number;
};

/** A pull this late, or a running one quiet for this long, is told as a delay, in milliseconds. */
export const delayMs = 10 * 60_000;

const orders = (count: number) => (count === 1 ? "1 order" : `${count} orders`);

function attention({ held, stopShip }: HealthFacts): string {
  const parts = [];
  if (stopShip > 0)
    parts.push(
      `${orders(stopShip)} canceled or refunded in Etsy after the warehouse got ${stopShip === 1 ? "it" : "them"}.`,
    );
  if (held > 0) parts.push(`${orders(held)} ${held === 1 ? "waits" : "wait"} for an answer.`);
  return parts.join(" ");
}

function active(facts: HealthFacts, now: Date): Health {
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
  if (facts.held > 0 || facts.stopShip > 0)
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
