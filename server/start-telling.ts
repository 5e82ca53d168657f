import { captureConsole } from "./capture-console";
import { env } from "./env";
import { log } from "./log";
import { watchRequests } from "./watch-requests";

/** Turns what this process does into lines of its log; once, at its start. */
export function startTelling(): void {
  watchRequests();
  // A developer reads the words of libraries; where real people's data is they are left out.
  if (env().NODE_ENV === "production") captureConsole();
  log.info("started", {});
}
