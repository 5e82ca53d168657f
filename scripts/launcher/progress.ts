export type Progress = {
  /** Runs one stage and tells what it is, that it goes on, and how long it took. */
  stage<T>(title: string, work: (detail: (words: string) => void) => Promise<T>): Promise<T>;
  note(line: string): void;
};

type Output = { isTTY?: boolean; columns?: number; write(text: string): unknown };

const repeatMs = 10_000;

/**
 * Tells a person what is happening. On a terminal a slow stage shows its seconds on one line;
 * elsewhere it says every 10 s that it goes on.
 */
export function createProgress(out: Output = process.stdout): Progress {
  const clear = out.isTTY ? "\r\x1b[2K" : "";
  return {
    note: (line) => void out.write(`${clear}  ${line}\n`),
    async stage(title, work) {
      const began = Date.now();
      let detail = "";
      const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
      const goingOn = () => {
        const line = `… ${title}${detail ? `: ${detail}` : ""} (${seconds()})`;
        out.write(out.isTTY ? `${clear}${line.slice(0, (out.columns ?? 80) - 1)}` : `${line}\n`);
      };
      const timer = setInterval(goingOn, out.isTTY ? 200 : repeatMs);
      try {
        const result = await work((words) => {
          detail = words;
        });
        out.write(`${clear}✓ ${title}${detail ? `: ${detail}` : ""} (${seconds()})\n`);
        return result;
      } catch (problem) {
        out.write(`${clear}✗ ${title} (${seconds()})\n`);
        throw problem;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

/** For callers that want no words. */
export const silent: Progress = {
  stage: (_title, work) => work(() => {}),
  note: () => {},
};
