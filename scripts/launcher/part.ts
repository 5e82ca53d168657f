import { setTimeout as sleep } from "node:timers/promises";

/** One run of a process. */
export type Incarnation = {
  pid: number;
  exited: Promise<string>;
  /** The end of what it said, for a message; empty when that is known already. */
  lastWords(): string;
  stop(): Promise<void>;
};

/** A process of the stack through all its restarts. */
export type Part = {
  title: string;
  pid(): number;
  /** Resolves with how the present run ended. */
  exited(): Promise<string>;
  lastWords(): string;
  /** Resolves once the process is gone. Meant for signals that end it. */
  kill(signal: NodeJS.Signals): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export async function startPart(title: string, start: () => Promise<Incarnation>): Promise<Part> {
  let now = await start();
  return {
    title,
    pid: () => now.pid,
    exited: () => now.exited,
    lastWords: () => now.lastWords(),
    async kill(signal) {
      process.kill(now.pid, signal);
      await now.exited;
    },
    async restart() {
      await now.stop();
      now = await start();
    },
    stop: () => now.stop(),
  };
}

type Watch = {
  isStopping: () => boolean;
  note: (line: string) => void;
  giveUp: (reason: string) => void;
  /** Pause before the first restart, ms; doubles with each death within a minute. */
  pauseMs?: number;
};

const deathsAllowed = 5;
const withinMs = 60_000;

/** Starts a part again whenever it dies, and gives up after five deaths within a minute. */
export async function watchPart(part: Part, watch: Watch): Promise<void> {
  const deaths: number[] = [];
  let reason = await part.exited();
  while (!watch.isStopping()) {
    deaths.push(Date.now());
    const recent = deaths.filter((at) => at > Date.now() - withinMs).length;
    if (recent >= deathsAllowed)
      return watch.giveUp(
        `${part.title} ended ${recent} times within a minute, last with ${reason}.${part.lastWords()}`,
      );
    const pause = (watch.pauseMs ?? 500) * 2 ** (recent - 1);
    watch.note(
      `${part.title} ended (${reason}). Starting it again in ${pause / 1000} s.${part.lastWords()}`,
    );
    await sleep(pause);
    if (watch.isStopping()) return;
    try {
      await part.restart();
      watch.note(`${part.title} is back.`);
      reason = await part.exited();
    } catch (problem) {
      reason = problem instanceof Error ? problem.message : String(problem);
    }
  }
}
