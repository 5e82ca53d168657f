"use client";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { keysHelpId } from "./keys-help-id";
import type { ShellPage } from "./pages";
import { SearchDialog } from "./search-dialog";

/** "?" where it is not typed into anything, and no window lies over the page. */
const asksForKeys = ({ key, target }: KeyboardEvent): boolean =>
  key === "?" &&
  target instanceof Element &&
  !target.closest("input, textarea, select, [role=menu]") &&
  !document.querySelector("dialog[open], [aria-modal]:popover-open");

export function SearchButton({ pages }: { pages: readonly ShellPage[] }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (asksForKeys(event)) document.getElementById(keysHelpId)?.togglePopover();
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((before) => !before);
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <search className="min-w-0 flex-1">
      <button
        type="button"
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="mx-auto flex h-9 w-full max-w-md items-center gap-2 rounded-md border border-input bg-background px-2.5 text-left text-muted-foreground hover:bg-accent"
      >
        <Search aria-hidden className="size-4 shrink-0 max-sm:hidden" />
        <span className="min-w-0 flex-1 truncate">Search for Anything</span>
        <kbd aria-hidden className="rounded border px-1 font-mono text-xs max-sm:hidden">
          Ctrl K
        </kbd>
      </button>
      <SearchDialog open={open} onOpenChange={setOpen} pages={pages} />
    </search>
  );
}
