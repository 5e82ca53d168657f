import type { Context } from "hono";
import { Hono } from "hono";
import { z } from "zod";
import type { Faults } from "./faults";
import { faultRule } from "./faults";
import type { Journal } from "./journal";
import type { SandboxEnv } from "./recorder";
import { patternOf } from "./recorder";
import type { Settings } from "./settings";

type ControlParts = {
  name: string;
  journal: Journal;
  faults: Faults;
  settings: Settings<unknown>;
  /** Back to the demo world, or to an empty one. Journal and faults are emptied by the route. */
  reset(options: { empty: boolean }): void;
  /** Every route of the server: a fault on another one is refused. */
  routes(): { method: string; path: string }[];
};

const resetBody = z.strictObject({ empty: z.boolean().default(false) });

/** The control routes that both servers carry under /_sandbox. For tests and pages, not for the product. */
export function controlRoutes(parts: ControlParts): Hono<SandboxEnv> {
  const { journal, faults, settings } = parts;
  const control = new Hono<SandboxEnv>();

  control.get("/_sandbox/health", (c) => c.json({ ok: true, name: parts.name, pid: process.pid }));
  control.get("/_sandbox/journal", (c) => {
    const since = Number(c.req.query("since") ?? 0);
    if (!Number.isInteger(since)) return refuse(c, "since is the seq of a journal entry.");
    return c.json({ entries: journal.since(since, c.req.query("route")) });
  });
  control.delete("/_sandbox/journal", (c) => {
    journal.clear();
    return c.json({ ok: true });
  });

  control.get("/_sandbox/faults", (c) => c.json({ faults: faults.list() }));
  control.post("/_sandbox/faults", async (c) => {
    const input = faultRule.safeParse(await readJson(c));
    if (!input.success) return refuse(c, z.prettifyError(input.error));
    const known = new Set(parts.routes().map((r) => `${r.method} ${patternOf(r.path)}`));
    if (input.data.route !== "*" && !known.has(input.data.route))
      return refuse(c, `No route "${input.data.route}". Routes: ${[...known].join(", ")}`);
    return c.json(faults.add(input.data), 201);
  });
  control.delete("/_sandbox/faults", (c) => {
    const id = c.req.query("id");
    faults.remove(id === undefined ? undefined : Number(id));
    return c.json({ faults: faults.list() });
  });

  control.get("/_sandbox/settings", (c) => c.json(settings.get() as object));
  control.put("/_sandbox/settings", async (c) => {
    const input = z.record(z.string(), z.unknown()).safeParse(await readJson(c));
    if (!input.success) return refuse(c, "Send an object with the settings to change.");
    try {
      return c.json(settings.change(input.data) as object);
    } catch (problem) {
      if (problem instanceof z.ZodError) return refuse(c, z.prettifyError(problem));
      throw problem;
    }
  });

  control.post("/_sandbox/reset", async (c) => {
    const input = resetBody.safeParse((await readJson(c)) ?? {});
    if (!input.success) return refuse(c, 'Send nothing or {"empty": true}.');
    parts.reset(input.data);
    journal.clear();
    faults.remove();
    return c.json({ ok: true });
  });
  return control;
}

/** The JSON of a request; undefined for no body or text that is not JSON. */
export async function readJson(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text());
  } catch {
    return undefined;
  }
}

function refuse(c: Context, problem: string): Response {
  return c.json({ problem }, 400);
}
