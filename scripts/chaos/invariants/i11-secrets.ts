import type { Snapshot } from "@/scripts/chaos/snapshot-shape";

/** I11: no token and no buyer's data in a plain column, an event or the log. */
export function nothingSpilled({ plainText, canaries }: Snapshot): string[] {
  const found = plainText.flatMap(({ where, text }) =>
    canaries
      .filter((canary) => text.includes(canary.text))
      .map(({ what }) => `I11: ${where} holds ${what} in plain.`),
  );
  return [...new Set(found)];
}
