/** Runs once when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { checkEnvironment } = await import("@/server/check-environment");
    checkEnvironment();
    const { startTracing } = await import("@/server/start-tracing");
    await startTracing();
    const { notePeerAddresses } = await import("@/server/peer-address");
    notePeerAddresses();
    const { refuseTrace } = await import("@/server/refuse-trace");
    refuseTrace();
    const { startTelling } = await import("@/server/start-telling");
    startTelling();
    const { stopGracefully } = await import("@/server/stop-gracefully");
    stopGracefully();
  }
}
