"use client";
import { useRouter } from "next/navigation";
import type { KeyboardEvent } from "react";
import { useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { useIsReading, useQuery } from "@/components/query/use-query";
import { errorMessage, useTRPC } from "@/components/trpc";
import { cn } from "@/components/ui/cn";
import type { SearchHit } from "@/server/search/schema";
import type { ShellPage } from "./pages";

const kinds: Record<SearchHit["kind"] | "page", string> = {
  page: "Page",
  customer: "Customer",
  integration: "Integration",
  receipt: "Receipt",
  order: "Outbound order",
};

function matchingPages(pages: readonly ShellPage[], text: string) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return pages
    .filter((page) => {
      const haystack = `${page.label} ${page.words}`.toLowerCase();
      return words.every((word) => haystack.includes(word));
    })
    .map(({ label, href }) => ({ kind: "page" as const, label, detail: "", href }));
}

function SearchPanel({ pages, onDone }: { pages: readonly ShellPage[]; onDone: () => void }) {
  const id = useId();
  const router = useRouter();
  const trpc = useTRPC();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(text.trim());
  const query = { ...trpc.search.find.queryOptions({ text: asked }), enabled: asked.length > 0 };
  const answer = useQuery(query);
  const isReading = useIsReading(query);
  // What was found for the letters before stays until the next answer is there.
  const [before, setBefore] = useState<SearchHit[]>([]);
  if (answer.data && answer.data !== before) setBefore(answer.data);
  const found = asked ? (answer.data ?? before) : [];
  const hits = [...matchingPages(pages, text), ...found];
  const current = Math.min(at, Math.max(0, hits.length - 1));

  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: "nearest" });
  }, [id, current]);

  function go(href: string | undefined) {
    if (!href) return;
    onDone();
    router.push(href);
  }
  function onKey(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step && hits.length > 0) {
      event.preventDefault();
      setAt((current + step + hits.length) % hits.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(hits[current]?.href);
    }
  }
  const status = answer.isError
    ? errorMessage(answer.error)
    : isReading
      ? "Searching"
      : hits.length === 0
        ? "Nothing found. Receipts are found by their number, outbound orders by their reference."
        : `${hits.length} found`;
  return (
    <>
      <input
        type="text"
        role="combobox"
        aria-label="Search for Anything"
        aria-expanded={hits.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={hits.length > 0 ? `${id}-${current}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: a dialog focuses the field that it was opened for.
        autoFocus
        placeholder="Page, customer, integration, receipt number, order reference"
        value={text}
        maxLength={100}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        className="h-12 w-full border-b bg-transparent px-4 text-base -outline-offset-2"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Results"
        className="max-h-[min(24rem,60dvh)] overflow-y-auto p-1.5"
      >
        {hits.map((hit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox above.
          <div
            key={`${hit.kind} ${hit.href}`}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            onClick={() => go(hit.href)}
            onPointerMove={() => setAt(index)}
            className={cn(
              "flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5",
              index === current && "bg-accent text-accent-foreground",
            )}
          >
            <span className="min-w-0 flex-1 break-words">
              {hit.label}
              {hit.detail ? <span className="text-muted-foreground"> {hit.detail}</span> : null}
            </span>
            <span className="shrink-0 text-muted-foreground text-xs">{kinds[hit.kind]}</span>
          </div>
        ))}
      </div>
      <p role="status" className="border-t px-4 py-2 text-[0.8125rem] text-muted-foreground">
        {status}
      </p>
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
      onClose={() => onOpenChange(false)}
      onClick={(event) => event.target === event.currentTarget && onOpenChange(false)}
      className="mx-auto mt-[10dvh] w-[calc(100%-2rem)] max-w-xl overflow-hidden rounded-xl border bg-popover text-popover-foreground shadow-(color:--shadow) shadow-xl backdrop:bg-black/45"
    >
      {open ? <SearchPanel pages={pages} onDone={() => onOpenChange(false)} /> : null}
    </dialog>
  );
}
