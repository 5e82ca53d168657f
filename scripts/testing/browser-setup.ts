import { createProgress } from "@/scripts/launcher/progress";
import { startStack } from "./stack";
import { shareAddresses } from "./stack-addresses";
import { temporaryFolder } from "./temporary-folder";

/** Playwright's global setup: the whole stack in a temporary folder, unless E2E_APP_URL names one. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.E2E_APP_URL) return async () => {};
  const folder = temporaryFolder("browser-tests-");
  // The terminal is Playwright's: a stage is told when it is over, or every 10 s.
  const progress = createProgress({ write: (text) => process.stderr.write(text) });
  const stack = await startStack({
    dataDir: folder.path,
    progress,
    environment: { PULL_INTERVAL_SECONDS: "20", DISPATCH_POLL_SECONDS: "20" },
  });
  shareAddresses(stack);
  return async () => {
    await stack.stop();
    folder.remove();
  };
}
