import { z } from "zod";
import { admit } from "./admit";
import type { Cancel } from "./clock";
import type { Core } from "./core";
import type { CronTrigger, FunctionConfig } from "./function-config";
import { readFunction } from "./function-config";
import { registration } from "./registration";
import { canonicalJson } from "./signature";
import { ulid } from "./ulid";

/** Takes over the functions of an app. */
export type Register = (body: unknown) => { appId: string; modified: boolean };

/**
 * Makes the function that registers. Functions are taken over all or none.
 * @throws (the made function) Error with a sentence per function that cannot be honoured.
 */
export function createRegister(core: Core): Register {
  let known = "";
  let crons: Cancel[] = [];

  return (body) => {
    const parsed = registration.safeParse(body);
    if (!parsed.success) {
      throw new Error(`This is not a registration of functions. ${z.prettifyError(parsed.error)}`);
    }
    const { functions, appName, app_id } = parsed.data;
    const appId = appName ?? app_id ?? "app";
    const text = canonicalJson(functions);
    if (text === known) return { appId, modified: false };
    const configs = readAll(functions);
    known = text;
    core.functions.clear();
    for (const fn of configs) core.functions.set(fn.id, fn);
    for (const cancel of crons) cancel();
    crons = configs.flatMap((fn) => fn.crons.map((trigger) => startCron(core, fn, trigger)));
    core.log("info", `Registered ${configs.length} functions of ${appId}.`);
    return { appId, modified: true };
  };
}

function readAll(functions: unknown[]): FunctionConfig[] {
  const problems: string[] = [];
  const configs = functions.flatMap((fn) => {
    try {
      return [readFunction(fn)];
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return [];
    }
  });
  if (problems.length > 0) throw new Error(problems.join(" "));
  return configs;
}

function startCron(core: Core, fn: FunctionConfig, { cron, jitterMs }: CronTrigger): Cancel {
  let cancel: Cancel = () => {};
  const arm = (after: number) => {
    const at = cron.next(after);
    const lateness = Math.random() * jitterMs;
    cancel = core.clock.after(at + lateness - core.clock.now(), () => {
      fire(core, fn, cron.source);
      // Times that passed while the machine slept are left out, not made up for.
      arm(Math.max(at, core.clock.now() - lateness));
    });
  };
  arm(core.clock.now());
  return () => cancel();
}

function fire(core: Core, fn: FunctionConfig, source: string): void {
  const id = ulid(core.clock.now());
  const data = { cron: source };
  admit(core, fn, { id, name: "inngest/scheduled.timer", data, ts: Date.now() });
}
