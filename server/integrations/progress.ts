import type { IntegrationRow } from "./access";
import { orderCreation } from "./schema";
import type { WizardStep } from "./words";
import { wizardSteps } from "./words";

/**
 * The first step of the wizard that is not done; the last one where all are saved, since Finish is
 * pressed there. Pure.
 */
export function firstUnfinishedStep(
  row: Pick<IntegrationRow, "orderCreation" | "status">,
  connected: boolean,
): WizardStep {
  if (!connected) return "authentication";
  return orderCreation.safeParse(row.orderCreation).success ? "fulfilment" : "order-creation";
}

/** Position of a step, from 1. */
export const stepNumber = (step: WizardStep): number =>
  wizardSteps.findIndex(({ id }) => id === step) + 1;
