"use client";
import { useSearchParams } from "next/navigation";

/**
 * What the address says after "?", and a way to change it without a request: a choice about what is
 * here already. A reload keeps it, and it can be shared. An empty text takes a name out.
 */
export function useAddress() {
  const query = useSearchParams();
  return {
    get: (name: string): string => query.get(name) ?? "",
    set(name: string, text: string) {
      const url = new URL(window.location.href);
      if (text) url.searchParams.set(name, text);
      else url.searchParams.delete(name);
      window.history.replaceState(null, "", url);
    },
  };
}
