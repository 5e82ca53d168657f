import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import type { LogFields } from "./log-fields";

type Scope = { fields: LogFields; asked: Map<string, number> };

// Next bundles a module more than once: what a request begins in one copy is read in another.
const shared = globalThis as {
  selfManagedIntegrationsLogScope?: AsyncLocalStorage<Scope> | undefined;
};
shared.selfManagedIntegrationsLogScope ??= new AsyncLocalStorage();
const scopes = shared.selfManagedIntegrationsLogScope;

/** Everything that `work` logs, however deep, carries these fields beside those around it. */
export function withinLog<Result>(fields: LogFields, work: () => Result): Result {
  const around = scopes.getStore();
  const asked = around?.asked ?? new Map<string, number>();
  return scopes.run({ fields: { ...around?.fields, ...fields }, asked }, work);
}

/** As withinLog, for all that follows from the event that is being handled now, such as a request. */
export function beginLog(fields: LogFields): void {
  scopes.enterWith({ fields, asked: new Map() });
}

/** Adds to what the request or the step under way logs from now on; nothing where none is. */
export function noteInLog(fields: LogFields): void {
  const scope = scopes.getStore();
  if (scope) scope.fields = { ...scope.fields, ...fields };
}

/** What every line of the request or the step under way carries. */
export const boundFields = (): LogFields => scopes.getStore()?.fields ?? {};

/** How often this was asked within the request or the step under way, this time included. */
export function attemptOf(what: string): number {
  const asked = scopes.getStore()?.asked;
  // Not what was asked itself: it may name a buyer.
  const key = createHash("sha256").update(what).digest("base64");
  const attempt = (asked?.get(key) ?? 0) + 1;
  asked?.set(key, attempt);
  return attempt;
}
