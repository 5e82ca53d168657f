import { collectDefaultMetrics, Registry } from "prom-client";

const shared = globalThis as { selfManagedIntegrationsMetrics?: Registry | undefined };

/** What this process counts of itself; one for all copies of this file that Next loads. */
export function processMetrics(): Registry {
  if (!shared.selfManagedIntegrationsMetrics) {
    shared.selfManagedIntegrationsMetrics = new Registry();
    collectDefaultMetrics({ register: shared.selfManagedIntegrationsMetrics });
  }
  return shared.selfManagedIntegrationsMetrics;
}
