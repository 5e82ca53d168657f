"use client";
import type { ComponentProps, ReactNode } from "react";

/** The first field of its window, which gives it the focus as it opens. */
export function SearchField({
  text,
  onText,
  ...rest
}: Omit<ComponentProps<"input">, "onChange"> & { text: string; onText: (text: string) => void }) {
  return (
    <input
      type="text"
      role="combobox"
      aria-label="Search for Anything"
      aria-autocomplete="list"
      aria-expanded={false}
      autoComplete="off"
      spellCheck={false}
      placeholder="Page, customer, integration, receipt number, order reference"
      value={text}
      maxLength={100}
      onChange={(event) => onText(event.target.value)}
      className="h-12 w-full border-b bg-transparent px-4 text-base -outline-offset-2"
      {...rest}
    />
  );
}

export const SearchStatus = ({ children }: { children: ReactNode }) => (
  <p role="status" className="border-t px-4 py-2 text-[0.8125rem] text-muted-foreground">
    {children}
  </p>
);
