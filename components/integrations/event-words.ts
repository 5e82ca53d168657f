const words: Record<string, string> = {
  created: "started to configure it",
  connected: "connected the shop",
  reconnected: "connected the shop again",
  "reconnect.needed": "Etsy stopped accepting the connection",
  activated: "finished the configuration; pulling and billing began",
  paused: "paused it",
  resumed: "resumed it",
  "check.finished": "the daily check of paid and unshipped receipts ended",
  "receipts.unreadable":
    "the daily check met receipts that cannot be read; look at the shop in Etsy",
  caught_up: "what came while it was disconnected is caught up",
  deleted: "deleted it; pulling and billing ended",
};

/** What happened to an integration, in a sentence; kinds that are not known here get a neutral one. */
export function integrationEventWords(kind: string, userName: string | null): string {
  const known = words[kind] ?? `noted “${kind.replaceAll(/[._]/g, " ")}”`;
  if (userName) return `${userName} ${known}.`;
  return `${known.charAt(0).toUpperCase()}${known.slice(1)}.`;
}
