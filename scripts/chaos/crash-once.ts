import type { Failpoint } from "@/server/failpoint";

/** Lets the work that next passes a failpoint end there, as if its process had: by an error that no code expects. */
export function crashOnceAt(point: Failpoint): void {
  const switches = globalThis as { crashAt?: (at: string) => void };
  Object.assign(globalThis, { FAILPOINTS: true });
  switches.crashAt = (at) => {
    if (at !== point) return;
    delete switches.crashAt;
    throw new Error("The process ends here.");
  };
}
