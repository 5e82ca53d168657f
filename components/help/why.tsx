import Link from "next/link";
import type { WordId } from "./words";

/** A question beside what raises it, answered in the glossary. */
export function Why({ word, children }: { word: WordId; children: string }) {
  return (
    <Link
      href={`/glossary#${word}`}
      data-slot="why"
      className="inline-flex min-h-6 items-center text-[0.8125rem] text-muted-foreground underline decoration-dotted underline-offset-4 hover:text-foreground"
    >
      {children}
    </Link>
  );
}
