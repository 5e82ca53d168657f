/** Runs once when the server starts: with an incomplete environment it does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "edge") return;
  const { env } = await import("@/server/env");
  try {
    // next-auth takes its own address from this variable and from nowhere else.
    process.env.NEXTAUTH_URL = env().APP_URL;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
