import { sqlState } from "@/db/errors";
import type { LogFields } from "./log-fields";

/**
 * What is logged of a failure: its kind and where it happened. Never its message: that of a failed
 * query carries its parameters, that of a refusal quotes what was sent.
 */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: "NoError" };
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at ")) ?? [];
  const digest = "digest" in error ? String(error.digest) : undefined;
  return {
    error: error.name,
    sqlState: sqlState(error),
    digest,
    stack: frames.slice(0, 6).map((line) => line.trim()),
  };
}
