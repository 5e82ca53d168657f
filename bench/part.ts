import type { Stage } from "./open-stage";
import type { Result } from "./results";

/** What a part of the bench is handed. */
export type Bench = {
  /** A look at whether it works: few receipts, and most goals are told, not judged. */
  small: boolean;
  /** How many interleaved pairs are measured. */
  pairs: number;
  /** The stack of this process; started at the first call. */
  stage(): Promise<Stage>;
  say(line: string): void;
};

export type Part = {
  name: string;
  about: string;
  /** Pairs where the command names none. */
  pairs: number;
  /** Parts of one group share a process and its stack. */
  group: string;
  /** Settings of the product in this group that differ from those of `openStage`. */
  environment?: (small: boolean) => Record<string, string>;
  /** Late, so that nothing of the product is read before its environment is set. */
  load(): Promise<{ measure(bench: Bench): Promise<Result[]> }>;
};

/** What the process of a group tells the command. */
export type Told = { part: string; pairs: number; postgres: string } & (
  | { results: Result[] }
  | { failed: string }
);
