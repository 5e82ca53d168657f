"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "./button";

/** Copies a text; says so, and where the browser refuses, that it is to be marked by hand. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      setOutcome("refused");
    }
  };
  return (
    <span className="inline-flex items-center gap-2">
      <Button size="sm" variant="outline" aria-label={`Copy ${what}`} onClick={() => void copy()}>
        {outcome === "copied" ? <Check aria-hidden /> : <Copy aria-hidden />} Copy
      </Button>
      <span role="status" className="text-[0.8125rem] text-muted-foreground">
        {outcome === "copied" ? "Copied" : null}
        {outcome === "refused" ? "Mark the text and copy it by hand." : null}
      </span>
    </span>
  );
}
