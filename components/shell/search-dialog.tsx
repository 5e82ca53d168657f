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
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (open && !element?.open) element?.showModal();
    if (!open && element?.open) element.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it too, by the browser's own means.
    <dialog
      ref={dialog}
      aria-label="Search for Anything"
      onClose={({ currentTarget }) => currentTarget.open || onOpenChange(false)}
      onClick={(event) => event.target === event.currentTarget && onOpenChange(false)}
      className="mx-auto mt-[10dvh] w-[calc(100%-2rem)] max-w-xl overflow-hidden rounded-xl border bg-popover text-popover-foreground shadow-(color:--shadow) shadow-xl backdrop:bg-black/45"
    >
      {open ? <SearchWindow pages={pages} onDone={() => onOpenChange(false)} /> : null}
    </dialog>
  );
}
