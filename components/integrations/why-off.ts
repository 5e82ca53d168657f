import type { RouterOutputs } from "@/server/trpc/types";

type Status = RouterOutputs["integrations"]["get"]["status"];

/** Why an instance can be neither pulled nor paused in its state, and what to do; null where it can. */
export function whyOff(status: Status): string | null {
  if (status === "draft") return "A draft is neither pulled nor paused. Finish it first.";
  if (status === "paused") return "A paused one is not pulled. Resume it first.";
  if (status === "reconnect")
    return "Etsy refuses its tokens. Connect it again first; then it can be pulled and paused.";
  return null;
}
