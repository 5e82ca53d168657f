import { TRPCError } from "@trpc/server";
import { sqlState } from "@/db/errors";

/**
 * Writes one line about a failure that nobody expected. The message of the error is left out:
 * that of a failed query carries its parameters.
 */
export function reportFailure(path: string | undefined, error: TRPCError): void {
  if (error.code !== "INTERNAL_SERVER_ERROR") return;
  const cause = error.cause ?? error;
  const frames = cause.stack?.split("\n").filter((line) => line.startsWith("    at ")) ?? [];
  console.error(
    JSON.stringify({
      level: "error",
      at: "trpc",
      path,
      error: cause.name,
      sqlState: sqlState(cause),
      stack: frames.slice(0, 6).map((line) => line.trim()),
    }),
  );
}

/** The refusal code of a failed procedure, or null for any other error. */
export const refusalCode = (error: unknown): TRPCError["code"] | null =>
  error instanceof TRPCError ? error.code : null;
