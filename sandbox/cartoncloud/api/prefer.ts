import type { Context } from "hono";
import { refusal } from "./problem";

/** Whether the caller asked for the one preference that the operation knows. @throws Problem 400 for another. */
export function prefers(c: Context, known: "return=minimal" | "return=no-items"): boolean {
  const sent = c.req.header("prefer");
  if (sent === undefined) return false;
  if (sent !== known) throw refusal(400, `Prefer knows ${known} here, not ${sent}`);
  return true;
}
