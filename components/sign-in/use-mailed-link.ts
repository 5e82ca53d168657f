"use client";
import { useEffect, useState, useSyncExternalStore } from "react";

export type MailedLink<Found> =
  | { kind: "looking" | "over" | "failed" }
  | { kind: "found"; token: string; found: Found };

const watchHash = (changed: () => void) => {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
};
const readHash = () => window.location.hash.slice(1, 201);

/**
 * What the link of a mail opens. Its token stands behind the # of the address, which browsers send
 * to no server and put into no referrer; `open` is asked for it in the body of a request.
 */
export function useMailedLink<Found>(
  open: (token: string) => Promise<Found | null>,
): MailedLink<Found> {
  const token = useSyncExternalStore(watchHash, readHash, () => null);
  const [answer, setAnswer] = useState<{ of: string; link: MailedLink<Found> } | null>(null);
  useEffect(() => {
    if (token === null) return;
    let left = false;
    const answered = (link: MailedLink<Found>) => {
      if (!left) setAnswer({ of: token, link });
    };
    open(token).then(
      (found) => answered(found === null ? { kind: "over" } : { kind: "found", token, found }),
      () => answered({ kind: "failed" }),
    );
    return () => {
      left = true;
    };
  }, [token, open]);
  return answer?.of === token ? answer.link : { kind: "looking" };
}
