import type { WebhookSettings } from "@/sandbox/cartoncloud/settings";

/** One call to the webhook, kept so that tests can read it and play it again. */
export type Delivery = {
  id: number;
  event: "order" | "consignment";
  /** Id and version of the record that is told. */
  entityId: string;
  version: number;
  url: string;
  body: unknown;
  state: "waiting" | "delivered" | "failed";
  attempts: number;
  /** What the last try met: a status, or why there was none. */
  outcome: string | null;
  /** ISO 8601 UTC. */
  created: string;
};

const timeoutMs = 10_000;

/** The bytes of a call: the order, or what no receiver should take. */
const bodyOf = ({ body }: Delivery, kind: WebhookSettings["body"]): string =>
  kind === "order"
    ? JSON.stringify(body)
    : kind === "no_json"
      ? "status=DISPATCHED"
      : JSON.stringify({ note: "x".repeat(2_000_000) });

/** Tries once. The outcome is a status, or the cause why there was no answer. Never throws. */
export async function attempt(
  delivery: Delivery,
  { apiKey, body }: WebhookSettings,
): Promise<{ ok: boolean; outcome: string }> {
  try {
    const response = await fetch(delivery.url, {
      method: "POST",
      headers: { "content-type": "application/json", "API-Key": apiKey },
      body: bodyOf(delivery, body),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return { ok: response.ok, outcome: String(response.status) };
  } catch (problem) {
    const cause = problem instanceof Error ? (problem.cause ?? problem) : problem;
    return { ok: false, outcome: cause instanceof Error ? cause.message : "no answer" };
  }
}
