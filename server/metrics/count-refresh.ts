import { tokenRefreshes } from "./counters";

/**
 * Counts how getting a new token ends.
 * @throws what `refresh` throws
 */
export async function countRefresh<Token>(
  system: "etsy" | "cartoncloud",
  isRefused: (error: unknown) => boolean,
  refresh: () => Promise<Token>,
): Promise<Token> {
  try {
    const token = await refresh();
    tokenRefreshes.inc({ system, outcome: "done" });
    return token;
  } catch (error) {
    tokenRefreshes.inc({ system, outcome: isRefused(error) ? "refused" : "failed" });
    throw error;
  }
}
