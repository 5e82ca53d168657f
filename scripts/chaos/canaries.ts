import type { Receipt } from "@/sandbox/etsy/world/model";
import type { Exchange, Snapshot } from "./snapshot-shape";

/** Shorter texts would be found by chance. */
const shortest = 8;

/** What must not stand in plain anywhere: who bought, where they live, and every token. */
export function canariesOf(
  receipts: readonly Receipt[],
  etsy: readonly Exchange[],
): Snapshot["canaries"] {
  const found = new Map<string, string>();
  const add = (what: string, text: unknown) => {
    if (typeof text === "string" && text.length >= shortest) found.set(text, what);
  };
  for (const { name, buyerEmail, address } of receipts) {
    add("a buyer's name", name);
    add("a buyer's e-mail", buyerEmail);
    add("a buyer's street", address.firstLine);
  }
  for (const { headers, response } of etsy) {
    add("an access token", headers.authorization?.replace(/^bearer /i, ""));
    if (response && typeof response === "object") {
      const { access_token, refresh_token } = response as Record<string, unknown>;
      add("an access token", access_token);
      add("a refresh token", refresh_token);
    }
  }
  return [...found].map(([text, what]) => ({ what, text }));
}
