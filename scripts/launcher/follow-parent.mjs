// Preloaded into every server that the launcher starts: ends it when the launcher is gone, even
// when that one was killed and could not say goodbye.
if (process.channel) {
  process.channel.unref();
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 5_000).unref();
  });
}
