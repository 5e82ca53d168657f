"use client";
import { useEffect, useRef, useState } from "react";
import type { ShellPage } from "./pages";
import { SearchField, SearchStatus } from "./search-field";

/** Loaded at the first use: most page views never search. */
const loadPanel = () => import("./search-panel").then((file) => file.SearchPanel);
type Panel = Awaited<ReturnType<typeof loadPanel>>;

/** A field that takes what is typed at once; what it finds is listed as soon as that is loaded. */
function SearchWindow({ pages, onDone }: { pages: readonly ShellPage[]; onDone: () => void }) {
  const [text, setText] = useState("");
  const [Panel, setPanel] = useState<Panel | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    loadPanel().then(
      (loaded) => setPanel(() => loaded),
      () => setFailed(true),
    );
  }, []);
  if (Panel) return <Panel pages={pages} text={text} onText={setText} onDone={onDone} />;
  return (
    <>
      <SearchField text={text} onText={setText} />
      <SearchStatus>
        {failed ? "The search could not be loaded. Close it and try again." : "Reading the search"}
      </SearchStatus>
    </>
  );
}

export function SearchDialog({
  open,
  onOpenChange,
  pages,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  pages: readonly ShellPage[];
}) {
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    sheet.current?.togglePopover(open);
    if (open) sheet.current?.querySelector("input")?.focus();
  }, [open]);
  return (
    // A modal <dialog> makes the browser compute the styles of the whole page anew before it shows.
    <div
      ref={sheet}
      popover="auto"
      role="dialog"
      aria-modal
      aria-label="Search for Anything"
      tabIndex={-1}
      onBeforeToggle={({ newState }) => newState === "closed" && onOpenChange(false)}
      onClick={(event) => event.target === event.currentTarget && onOpenChange(false)}
      onKeyDown={(event) => {
        if (event.key !== "Tab") return;
        event.preventDefault();
        sheet.current?.querySelector("input")?.focus();
      }}
      className="fixed inset-0 size-full max-h-none max-w-none bg-black/45 p-4 pt-[10dvh] outline-none"
    >
      <div className="mx-auto max-w-xl overflow-hidden rounded-xl border bg-popover text-popover-foreground shadow-(color:--shadow) shadow-xl">
        {open ? <SearchWindow pages={pages} onDone={() => onOpenChange(false)} /> : null}
      </div>
    </div>
  );
}
