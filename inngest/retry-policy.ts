import { NonRetriableError, RetryAfterError } from "inngest";
import { ApiError } from "@/server/errors";

/** A failure as people may read it: what a person wrote, never the text of an exception of ours. */
export const sentenceOf = (error: { name?: string | undefined; message: string }): string =>
  ["ApiError", "NonRetriableError", "RetryAfterError"].includes(error.name ?? "")
    ? error.message
    : "Something unexpected went wrong here.";

/**
 * Runs a verb and tells the job runner what its failure means: wait as long as asked, do not repeat,
 * or repeat by the runner's own backoff. The only place that knows.
 */
export async function withRetryPolicy<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.retryAfterSeconds !== undefined)
      throw new RetryAfterError(error.message, error.retryAfterSeconds * 1000);
    if (!error.passing) throw new NonRetriableError(error.message);
    throw error;
  }
}
