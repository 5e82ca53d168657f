import { join } from "node:path";
import { takeSecretFiles } from "@/server/secret-files";
import { readDotEnv } from "./dot-env";
import { takeInstanceLock } from "./instance-lock";
import { watchPart } from "./part";
import { fromRoot } from "./paths";
import type { PortName } from "./ports";
import { portProblem } from "./ports";
import { createProgress } from "./progress";
import { keptSecrets } from "./secrets";
import type { Settings } from "./settings";
import { mergeEnvironments, readSettings } from "./settings";
import type { StackStart } from "./stack";
import { startStack } from "./stack";
import { welcome } from "./welcome";

/** What `npm start` and `npm run dev` do. Ends the process: 0 after Ctrl-C, 1 after a problem. */
export async function launch({ dev }: { dev: boolean }): Promise<void> {
  const progress = createProgress();
  let running: StackStart | undefined;
  let release = () => {};
  let ending: Promise<void> | undefined;

  function end(code: number, words: string): Promise<void> {
    ending ??= (async () => {
      (code === 0 ? process.stdout : process.stderr).write(`\n${words}\n`);
      await running?.stop();
      release();
      process.exit(code);
    })();
    return ending;
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => end(0, "Stopping everything; your data is kept."));
  try {
    takeSecretFiles(process.env);
    const given = mergeEnvironments(readDotEnv(fromRoot(".env")), process.env);
    takeSecretFiles(given);
    const dataDir = fromRoot(".data");
    const settings = readSettings(given, dataDir, keptSecrets(join(dataDir, "secrets.json")));
    release = await takeInstanceLock(join(dataDir, "running.json"), settings.addresses.app);
    await requireFreePorts(settings);
    running = startStack(settings, { dev, distDir: given.NEXT_DIST ?? ".next" }, progress);
    const { parts } = await running.stack;
    for (const part of Object.values(parts))
      watchPart(part, {
        isStopping: () => ending !== undefined,
        note: progress.note,
        giveUp: (reason) => end(1, `${reason}\nStopping everything; your data is kept.`),
      });
    process.stdout.write(`\n${welcome(settings, dev)}\n`);
  } catch (problem) {
    // What fails because it is being stopped is no news.
    if (ending) return ending;
    await end(1, problem instanceof Error ? problem.message : String(problem));
  }
}

async function requireFreePorts({ ports, embedded, host }: Settings): Promise<void> {
  const wanted: [PortName, boolean, string?][] = [
    ["PORT", true, host],
    ["ETSY_SANDBOX_PORT", embedded.etsy],
    ["CARTONCLOUD_SANDBOX_PORT", embedded.cartonCloud],
    ["MAILBOX_PORT", embedded.mailbox],
    ["MAILBOX_SMTP_PORT", embedded.mailbox],
    ["RUNNER_PORT", embedded.runner],
  ];
  const checks = wanted
    .filter(([, needed]) => needed)
    .map(([name, , on]) => portProblem(name, ports[name], on));
  const problems = (await Promise.all(checks)).filter((problem) => problem !== null);
  if (problems.length > 0) throw new Error(problems.join("\n"));
}
