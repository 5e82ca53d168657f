import { CircleSlash, Pause, PencilLine, RefreshCw } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import type { RouterOutputs } from "@/server/trpc/types";

type State = RouterOutputs["integrations"]["get"]["health"]["state"];

const tones: Record<State, Tone> = {
  Draft: "neutral",
  Healthy: "success",
  Pulling: "info",
  Delayed: "warning",
  "Needs attention": "warning",
  "Reconnect required": "danger",
  Paused: "neutral",
  Deleted: "neutral",
};

const icons = { Draft: PencilLine, Paused: Pause, Deleted: CircleSlash, Pulling: RefreshCw };

export function HealthBadge({ state }: { state: State }) {
  return (
    <Badge
      tone={tones[state]}
      icon={state in icons ? icons[state as keyof typeof icons] : undefined}
    >
      {state}
    </Badge>
  );
}
