import { buttonVariants } from "@/components/ui/button-variants";
import { keysHelpId } from "./keys-help-id";

const keys = [
  ["Ctrl K or ⌘ K", "Search for Anything"],
  ["?", "Show these keys"],
  ["Tab, Shift Tab", "Go to the next control, or the one before"],
  ["Enter, Space", "Press what has the focus"],
  ["↓ ↑ Home End", "Walk through a menu or what was found"],
  ["Esc", "Close a menu or a window; the focus goes back"],
] as const;

/** What can be done by keys. The browser's own popover: it opens, closes and gives back the focus without a script. */
export function KeysHelp() {
  return (
    <div
      id={keysHelpId}
      popover="auto"
      role="dialog"
      aria-label="Keys"
      className="m-auto w-[calc(100%-2rem)] max-w-md rounded-xl border bg-popover p-5 text-popover-foreground shadow-(color:--shadow) shadow-xl backdrop:bg-black/45"
    >
      <h2 className="font-semibold text-base">Keys</h2>
      <dl className="my-4 grid gap-2">
        {keys.map(([key, does]) => (
          <div key={key} className="grid grid-cols-[9rem_minmax(0,1fr)] gap-3">
            <dt>
              <kbd className="rounded border px-1 font-mono text-xs">{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        popoverTarget={keysHelpId}
        popoverTargetAction="hide"
        // biome-ignore lint/a11y/noAutofocus: a window that opens takes the focus.
        autoFocus
        className={buttonVariants({ variant: "outline" })}
      >
        Close
      </button>
    </div>
  );
}
