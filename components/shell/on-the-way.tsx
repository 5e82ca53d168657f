"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";

/** Milliseconds that a page may take before its reader is told that the press was heard. */
const patience = 300;

/** Whether a press leads to another page of the console in this window. */
function leadsOn({ target, button, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!link || button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return false;
  if (link.target || link.hasAttribute("download") || link.origin !== location.origin) return false;
  return link.pathname + link.search !== location.pathname + location.search;
}

function Stripe() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    function onPress(event: MouseEvent) {
      if (!leadsOn(event)) return;
      clearTimeout(timer);
      timer = setTimeout(() => setShown(true), patience);
    }
    document.addEventListener("click", onPress);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("click", onPress);
    };
  }, []);
  return (
    <p role="status" className="fixed inset-x-0 top-0 z-50">
      {shown ? (
        <span className="block h-1 animate-pulse bg-primary">
          <span className="sr-only">Reading the page</span>
        </span>
      ) : null}
    </p>
  );
}

/** Is seen while a link was pressed and nothing of its page has come, as on a slow network; then it begins anew. */
export function OnTheWay() {
  return <Stripe key={`${usePathname()}?${useSearchParams()}`} />;
}
