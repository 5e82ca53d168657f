import type { Context } from "hono";
import { z } from "zod";
import { FloorRefusal } from "@/sandbox/cartoncloud/orders/actions";
import { readJson } from "@/sandbox/kernel/control";

/** Reads the JSON of a control route; no body counts as an empty object. @throws FloorRefusal in words. */
export async function readInput<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse((await readJson(c)) ?? {});
  if (parsed.success) return parsed.data;
  throw new FloorRefusal(z.prettifyError(parsed.error), 400);
}
