import { z } from "zod";

const faultKind = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("status"),
    status: z.int().min(200).max(599),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
  }),
  z.strictObject({ kind: z.literal("reset") }),
  z.strictObject({ kind: z.literal("hang"), ms: z.int().min(0) }),
  z.strictObject({ kind: z.literal("delay"), ms: z.int().min(0) }),
  z.strictObject({ kind: z.literal("half-json") }),
  z.strictObject({ kind: z.literal("html") }),
  z.strictObject({ kind: z.literal("empty") }),
]);

/**
 * One line of the script. `route` is a journal route or "*". It is played from the `nth` request
 * that fits (default 1) and for `times` requests (default 1, or "always"). `match` is a part of
 * `{ method, path, query, headers, body }` that the request has to contain.
 * "before": the effect does not happen. "after": the effect happens, the answer is lost.
 */
export const faultRule = z.strictObject({
  route: z.string().min(1),
  nth: z.int().min(1).default(1),
  times: z.union([z.int().min(1), z.literal("always")]).default(1),
  when: z.enum(["before", "after"]),
  match: z.record(z.string(), z.unknown()).optional(),
  fault: faultKind,
});

export type Fault = z.infer<typeof faultKind>;
export type FaultRule = z.infer<typeof faultRule>;
export type PlayedFault = { id: number; when: FaultRule["when"]; fault: Fault };
type Scripted = FaultRule & { id: number; seen: number; played: number };

export type Faults = {
  add(rule: FaultRule): Scripted;
  list(): Scripted[];
  /** Removes one line of the script, or all. */
  remove(id?: number): void;
  /** Counts the request against the script and says which fault it meets. */
  meet(request: { route: string } & Record<string, unknown>): PlayedFault | null;
};

/** The script of faults of one server. Kept in memory: a restarted server behaves. */
export function createFaults(): Faults {
  let script: Scripted[] = [];
  let last = 0;
  return {
    add(rule) {
      last += 1;
      const scripted = { ...rule, id: last, seen: 0, played: 0 };
      script.push(scripted);
      return scripted;
    },
    list: () => script.map((line) => ({ ...line })),
    remove(id) {
      script = id === undefined ? [] : script.filter((line) => line.id !== id);
    },
    meet(request) {
      let met: PlayedFault | null = null;
      for (const line of script) {
        if (line.route !== "*" && line.route !== request.route) continue;
        if (line.match && !contains(request, line.match)) continue;
        line.seen += 1;
        if (met || line.seen < line.nth) continue;
        if (line.times !== "always" && line.played >= line.times) continue;
        line.played += 1;
        met = { id: line.id, when: line.when, fault: line.fault };
      }
      return met;
    },
  };
}

function contains(whole: unknown, part: unknown): boolean {
  if (part === null || typeof part !== "object") return String(whole) === String(part);
  if (whole === null || typeof whole !== "object") return false;
  return Object.entries(part).every(([key, value]) =>
    contains((whole as Record<string, unknown>)[key], value),
  );
}
