"use client";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { RelativeTime } from "@/components/ui/relative-time";
import { countWords, mostCounted } from "@/server/orders/words";
import type { RouterOutputs } from "@/server/trpc/types";
import { ConfigureLink } from "./configure-link";
import { HealthBadge } from "./health-badge";
import { InstanceMenu } from "./instance-menu";
import { useLifecycle } from "./use-lifecycle";

type View = RouterOutputs["integrations"]["customer"];

const open = ({ counts }: View["instances"][number]) =>
  counts.received + counts.creating + counts.unknown + counts.created + counts.dispatched;

function Figures({ instance }: { instance: View["instances"][number] }) {
  const figures = [
    ["Shop", instance.shopName ?? "Not connected"],
    [
      "Last pull",
      instance.lastPullSucceededAt ? (
        <RelativeTime key="last" at={instance.lastPullSucceededAt} />
      ) : (
        "Never"
      ),
    ],
    ["Orders of 24 hours", countWords(instance.lastDay)],
    ["Waiting for you", countWords(instance.counts.held)],
    ["Under way", countWords(open(instance))],
    ["Completed", countWords(instance.counts.completed, mostCounted("completed"))],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-2 sm:grid-cols-3 lg:grid-cols-6">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt className="text-[0.8125rem] text-muted-foreground">{name}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One configured shop in the list: how it does, and what can be done with it. */
export function Instance({
  instance,
  may,
}: {
  instance: View["instances"][number];
  may: View["may"];
}) {
  const lifecycle = useLifecycle(instance);
  const { nextStep } = instance;
  const here = `/integrations/${instance.id}`;
  const resume = nextStep ? `${here}/configure/${nextStep.id}` : null;
  return (
    <li className="grid gap-3 p-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid min-w-0 gap-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h3 className="min-w-0 break-words font-semibold">
              <Link
                href={resume && may.allowed ? resume : here}
                className="inline-flex min-h-6 items-center underline-offset-4 hover:underline"
              >
                {instance.name}
              </Link>
            </h3>
            <HealthBadge state={instance.health.state} />
          </div>
          <p className="max-w-prose text-pretty text-muted-foreground">
            {nextStep ? `Draft - step ${nextStep.number} of 4` : instance.health.words}
          </p>
        </div>
        <div className="flex gap-2">
          {resume ? (
            <ConfigureLink
              allowed={may.allowed}
              href={resume}
              label="Continue"
              about={instance.name}
            />
          ) : (
            <ConfigureLink
              allowed={may.allowed}
              variant="outline"
              href={`${here}/configure/${instance.status === "reconnect" ? "authentication" : "initial-configuration"}`}
              label="Reconfigure"
              about={instance.name}
            />
          )}
          <InstanceMenu integration={instance} may={may} lifecycle={lifecycle} />
        </div>
      </div>
      {nextStep ? null : <Figures instance={instance} />}
      {lifecycle.error ? (
        <Alert tone="danger" live>
          {lifecycle.error}
        </Alert>
      ) : null}
    </li>
  );
}
