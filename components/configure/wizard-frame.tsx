import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header";
import type { WizardStep } from "@/server/integrations/words";
import { wizardSteps } from "@/server/integrations/words";
import { StepList } from "./step-list";

/** The heading, the list of steps, and the step itself. */
export function WizardFrame({
  step,
  furthest,
  trail,
  about,
  hrefOf,
  children,
}: {
  step: WizardStep;
  furthest: number;
  trail: { label: string; href: string }[];
  about: ReactNode;
  hrefOf: (step: WizardStep) => string;
  children: ReactNode;
}) {
  const title = wizardSteps.find(({ id }) => id === step)?.title ?? "";
  return (
    <>
      <PageHeader title={title} description={about} trail={trail} />
      <div className="grid items-start gap-5 md:grid-cols-[13rem_minmax(0,1fr)]">
        <StepList current={step} furthest={furthest} hrefOf={hrefOf} />
        <div className="min-w-0">{children}</div>
      </div>
    </>
  );
}
