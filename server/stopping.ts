// Next bundles a module more than once: what the signal sets in one copy is read in another.
const shared = globalThis as { selfManagedIntegrationsStopping?: boolean | undefined };

/** Whether this process was asked to end, so that nothing new belongs to it. */
export const isStopping = (): boolean => shared.selfManagedIntegrationsStopping === true;

export function noteStopping(): void {
  shared.selfManagedIntegrationsStopping = true;
}
