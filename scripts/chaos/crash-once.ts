import type { Failpoint } from "@/server/failpoint";

/** Where a process has a page of receipts in its hands of which the database has nothing yet. */
const withPage: readonly Failpoint[] = [
  "page.fetched.after",
  "rows.inserted.before",
  "rows.inserted.after",
  "cursor.saved.before",
];

/** When such a process ended, ISO 8601 UTC: what its page said, nobody knows any more. */
export const pagesLost: string[] = [];

/** Lets the work that next passes a failpoint end there, as if its process had: by an error that no code expects. */
export function crashOnceAt(point: Failpoint): void {
  const switches = globalThis as { crashAt?: (at: string) => void };
  Object.assign(globalThis, { FAILPOINTS: true });
  switches.crashAt = (at) => {
    if (at !== point) return;
    delete switches.crashAt;
    if (withPage.includes(point)) pagesLost.push(new Date().toISOString());
    throw new Error("The process ends here.");
  };
}
