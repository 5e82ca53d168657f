"use client";
import { useSyncExternalStore } from "react";

function subscribe(listener: () => void) {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** Says that what is shown grows old while the browser has no network. Reading goes on by itself. */
export function OfflineNote() {
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div role="status" className="print:hidden">
      {online ? null : (
        <p className="border-b bg-warning-soft px-4 py-2 text-center">
          You are offline. This is what was known last; it is read again once you are back. Orders
          go on being worked on meanwhile.
        </p>
      )}
    </div>
  );
}
