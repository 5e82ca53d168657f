"use client";
import { useRouter } from "next/navigation";
import { appOf } from "@/components/integrations/apps";
import { HealthBadge } from "@/components/integrations/health-badge";
import { useQueryClient } from "@/components/query/provider";
import { useLoadedQuery } from "@/components/query/use-query";
import { useTRPC } from "@/components/trpc";
import type { WizardStep } from "@/server/integrations/words";
import { wizardSteps } from "@/server/integrations/words";
import type { RouterOutputs } from "@/server/trpc/types";
import { ConnectStep } from "./connect-step";
import { FulfilmentStep } from "./fulfilment-step";
import { NameStep } from "./name-step";
import { OrderCreationStep } from "./order-creation-step";
import { WizardFrame } from "./wizard-frame";

export type WizardView = RouterOutputs["integrations"]["wizard"];
export type StepProps = {
  wizard: WizardView;
  back: string;
  /** Reads everything anew and goes to the next step, or to the integration after the last. */
  onDone: () => Promise<void>;
};

const bodies = {
  "initial-configuration": NameStep,
  authentication: ConnectStep,
  "order-creation": OrderCreationStep,
  fulfilment: FulfilmentStep,
} satisfies Record<WizardStep, (props: StepProps) => unknown>;

/** One step of the wizard of an existing integration, draft or not. */
export function Wizard({ integrationId, step }: { integrationId: string; step: WizardStep }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data: wizard } = useLoadedQuery(trpc.integrations.wizard.queryOptions({ integrationId }));
  const here = `/integrations/${integrationId}`;
  const list = `/integrations/customers/${wizard.customer.id}/${wizard.app}`;
  const hrefOf = (one: WizardStep) => `${here}/configure/${one}`;
  const place = wizardSteps.findIndex(({ id }) => id === step);
  const previous = wizardSteps[place - 1];
  const next = wizardSteps[place + 1];
  const leave = wizard.draft ? list : here;
  const Body = bodies[step];
  return (
    <WizardFrame
      step={step}
      furthest={wizard.furthest}
      trail={[
        { label: "Self-Managed Integrations", href: "/integrations" },
        { label: wizard.customer.name, href: `/integrations/customers/${wizard.customer.id}` },
        { label: appOf(wizard.app)?.name ?? wizard.app, href: list },
        ...(wizard.draft ? [] : [{ label: wizard.name, href: here }]),
      ]}
      about={
        wizard.draft ? (
          <span className="flex flex-wrap items-center gap-2">
            <span>
              {wizard.name}, step {place + 1} of {wizardSteps.length}
            </span>
            <HealthBadge state="Draft" />
          </span>
        ) : (
          `Reconfigure ${wizard.name}. Each step is saved by itself.`
        )
      }
      hrefOf={hrefOf}
    >
      <Body
        key={integrationId}
        wizard={wizard}
        back={previous ? hrefOf(previous.id) : leave}
        onDone={async () => {
          await queryClient.invalidateQueries(trpc.integrations.pathFilter());
          router.push(next ? hrefOf(next.id) : here);
        }}
      />
    </WizardFrame>
  );
}
