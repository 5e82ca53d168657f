import { TRPCError } from "@trpc/server";
import { describeError } from "@/server/describe-error";
import { log } from "@/server/log";
import { failures } from "@/server/metrics/counters";

/** Writes one line about a failure that nobody expected. */
export function reportFailure(path: string | undefined, error: TRPCError): void {
  if (error.code !== "INTERNAL_SERVER_ERROR") return;
  failures.inc({ where: "procedure" });
  log.error("procedure failed", { ...describeError(error.cause ?? error), procedure: path });
}

/** The refusal code of a failed procedure, or null for any other error. */
export const refusalCode = (error: unknown): TRPCError["code"] | null =>
  error instanceof TRPCError ? error.code : null;
