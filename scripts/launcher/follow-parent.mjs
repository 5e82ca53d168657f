// Preloaded into every server that the launcher starts: ends it when the launcher is gone, even
// when that one was killed and could not say goodbye. Workers that a server forks inherit the
// preload and need their own channel to stay as it is.
if (process.channel && process.env.LAUNCHER_PID === String(process.ppid)) {
  process.channel.unref();
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 5_000).unref();
  });
}
