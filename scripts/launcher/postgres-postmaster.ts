import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { postgresEnvironment } from "./postgres-cluster";
import type { PostgresHome } from "./postgres-home";

export type Postmaster = { pid: number; port: number; exited: Promise<void> };

type Start = {
  home: PostgresHome;
  binaries: string;
  port: number;
  logFile: string;
  durable: boolean;
};

/**
 * Starts the server process in a session of its own, so that Ctrl-C in a terminal does not reach it
 * before what depends on it has stopped. Windows goes through pg_ctl, which sheds administrator rights.
 */
export function spawnPostmaster({ home, binaries, port, logFile, durable }: Start): {
  exited: Promise<void>;
} {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const flags = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const common = { ...home.account, cwd: home.folder, env: postgresEnvironment() };
  const output = openSync(logFile, "w", 0o600);
  const stdio: ("ignore" | number)[] = ["ignore", output, output];
  const windows = process.platform === "win32";
  const child = windows
    ? spawn(
        join(binaries, "bin", "pg_ctl"),
        ["start", "-W", "-D", home.cluster, "-o", `-p ${port} ${flags.join(" ")}`],
        { ...common, stdio },
      )
    : spawn(join(binaries, "bin", "postgres"), ["-D", home.cluster, "-p", `${port}`, ...flags], {
        ...common,
        stdio,
        detached: true,
      });
  closeSync(output);
  const exited = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => {
      const handedOver = windows && readPostmasterPid(home.cluster);
      if (handedOver) whenGone(home.cluster, handedOver.pid).then(resolve, reject);
      else resolve();
    });
  });
  exited.catch(() => undefined);
  return { exited };
}

/** The first lines of postmaster.pid: the server's process and port. Null when there is no file. */
export function readPostmasterPid(cluster: string): { pid: number; port: number } | null {
  const file = join(cluster, "postmaster.pid");
  if (!existsSync(file)) return null;
  const [pid = "", , , port = ""] = readFileSync(file, "utf8").split("\n");
  return Number(pid) > 0 ? { pid: Number(pid), port: Number(port) } : null;
}

/** Resolves once the process is gone, or its pid file is: a process nobody reaped looks alive. */
export async function whenGone(cluster: string, pid: number): Promise<void> {
  while (isAlive(pid) && readPostmasterPid(cluster)?.pid === pid) await sleep(100);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Asks the server to end its sessions and stop; after 20 s no longer asks. Resolves once it is gone. */
export async function stopPostmaster(
  home: PostgresHome,
  binaries: string,
  { pid, exited }: Postmaster,
): Promise<void> {
  if (process.platform === "win32") {
    spawn(join(binaries, "bin", "pg_ctl"), ["stop", "-D", home.cluster, "-m", "fast"]);
    return exited;
  }
  signal(pid, "SIGINT");
  const impatience = setTimeout(() => signal(pid, "SIGQUIT"), 20_000);
  await exited.finally(() => clearTimeout(impatience));
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone, which is what was wanted.
  }
}
