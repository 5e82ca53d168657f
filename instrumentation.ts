/** Runs once when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { checkEnvironment } = await import("@/server/check-environment");
    checkEnvironment();
    const { notePeerAddresses } = await import("@/server/peer-address");
    notePeerAddresses();
  }
}
