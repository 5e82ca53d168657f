"use client";
import { useRouter } from "next/navigation";
import type { KeyboardEvent } from "react";
import { useDeferredValue, useEffect, useId, useState } from "react";
import { useIsReading, useQuery } from "@/components/query/use-query";
import { errorMessage, useTRPC } from "@/components/trpc";
import { cn } from "@/components/ui/cn";
import type { SearchHit } from "@/server/search/schema";
import type { ShellPage } from "./pages";
import { SearchField, SearchStatus } from "./search-field";

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

/** What is listed for a text, by key and by pointer. */
export function SearchPanel({
  pages,
  text,
  onText,
  onDone,
}: {
  pages: readonly ShellPage[];
  text: string;
  onText: (text: string) => void;
  onDone: () => void;
}) {
  const id = useId();
  const router = useRouter();
  const trpc = useTRPC();
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
      <SearchField
        text={text}
        onText={(next) => {
          onText(next);
          setAt(0);
        }}
        // It takes the place of the field that had the focus.
        autoFocus
        onFocus={({ target }) => target.setSelectionRange(text.length, text.length)}
        aria-expanded={hits.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={hits.length > 0 ? `${id}-${current}` : undefined}
        onKeyDown={onKey}
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
      <SearchStatus>{status}</SearchStatus>
    </>
  );
}
