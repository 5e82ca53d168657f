import type { Exchange, IntegrationSeen, Snapshot } from "@/scripts/chaos/snapshot-shape";

const refreshesOf = (journal: readonly Exchange[]) =>
  journal.flatMap(({ route, body, status, response, fault }) => {
    if (route !== "POST /v3/public/oauth/token") return [];
    const { refresh_token: spent } = (body ?? {}) as { refresh_token?: string };
    if (!spent) return [];
    const { refresh_token: given } = (response ?? {}) as { refresh_token?: string };
    // An answer that was lost on its way has rotated the token nevertheless.
    const lost = (fault as { when?: string } | null)?.when === "after" && !given;
    return [{ spent, given: given ?? null, done: (status === 200 && !!given) || lost }];
  });

/** I5: a refresh token is spent once; what is stored is the last one issued, or people know that it is not. */
export function tokensInStep(snapshot: Snapshot): string[] {
  const refreshes = refreshesOf(snapshot.etsy);
  return [
    ...spentTwice(refreshes),
    ...snapshot.integrations.flatMap((one) => outOfStep(snapshot, one, refreshes)),
  ];
}

function spentTwice(refreshes: ReturnType<typeof refreshesOf>): string[] {
  const known = new Set<string>();
  const faults = [];
  for (const { spent, given, done } of refreshes) {
    if (known.has(spent))
      faults.push("I5: a refresh token was sent again after it had been answered.");
    if (done && given) known.add(spent);
  }
  return faults;
}

function outOfStep(
  snapshot: Snapshot,
  { id, connection, status }: IntegrationSeen,
  refreshes: ReturnType<typeof refreshesOf>,
): string[] {
  if (!connection) return [];
  if (status === "reconnect") {
    const told = snapshot.integrationEvents.some(
      (event) => event.integrationId === id && event.kind === "reconnect.needed",
    );
    return told ? [] : [`I5: integration ${id} needs a reconnect, and nobody was told.`];
  }
  if (status !== "active") return [];
  const issued = refreshes.filter(({ spent }) => spent.startsWith(`${connection.etsyUserId}.`));
  const last = issued.findLast(({ done }) => done);
  // A person who connected anew got a pair that is not in the journal of refreshes.
  const fromRefresh = issued.some(
    ({ given, spent }) => given === connection.refreshToken || spent === connection.refreshToken,
  );
  if (!last || !fromRefresh || last.given === connection.refreshToken) return [];
  return snapshot.drained
    ? [`I5: integration ${id} is active with a refresh token that is not the last one issued.`]
    : [];
}
