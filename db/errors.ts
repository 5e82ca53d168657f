/** The SQLSTATE behind a failed query, looking through the wrapper that drizzle puts around it. */
export function sqlState(error: unknown): string | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if ("code" in at && typeof at.code === "string" && /^[0-9A-Z]{5}$/.test(at.code))
      return at.code;
  return null;
}

export const isUniqueViolation = (error: unknown): boolean => sqlState(error) === "23505";
