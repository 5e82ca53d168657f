import { Inngest } from "inngest";
import { libraryLine } from "@/server/capture-console";
import { TellSteps } from "./tell-steps";

const line =
  (level: "debug" | "info" | "warn" | "error") =>
  (...given: unknown[]) =>
    libraryLine(level, "inngest", given);

/** Keys, base URL and mode come from the SDK's own INNGEST_* variables. */
export const inngest = new Inngest({
  id: "self-managed-integrations",
  middleware: [TellSteps],
  logger: { debug: line("debug"), info: line("debug"), warn: line("warn"), error: line("error") },
});
