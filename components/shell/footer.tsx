import Link from "next/link";
import { KeysHelp } from "./keys-help";
import { keysHelpId } from "./keys-help-id";
import { RunnerNote } from "./runner-note";

const look = "inline-flex min-h-6 items-center underline-offset-4 hover:underline";

/** Help in the same place of every page, and in demo mode what drives the background work. */
export function Footer({
  runner,
}: {
  runner: { name: string; reachable: boolean; demo: boolean } | null;
}) {
  return (
    // Nothing is seen of it beside the place of a page: the page that comes would push it away.
    <footer className="border-t text-[0.8125rem] text-muted-foreground peer-has-[[data-slot=page-skeleton]]:invisible print:hidden">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
        <nav aria-label="Help" className="flex gap-x-4">
          <Link href="/glossary" className={look}>
            Glossary
          </Link>
          <button type="button" popoverTarget={keysHelpId} aria-keyshortcuts="?" className={look}>
            Keys
          </button>
        </nav>
        {runner ? <RunnerNote {...runner} /> : null}
      </div>
      <KeysHelp />
    </footer>
  );
}
