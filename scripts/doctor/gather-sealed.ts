import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { requestToken } from "@/server/cartoncloud/client";
import type { KeyRing } from "@/server/crypto";
import { openWith } from "@/server/crypto";
import { ApiError } from "@/server/errors";
import { placeOf, sealedColumns } from "@/server/reseal-secrets";
import type { CredentialFacts, Facts, SealedFacts } from "./facts";

/** How many values each key sealed, and whether one of them opens in each column. */
export async function gatherSealed(on: Queryable, ring: KeyRing): Promise<SealedFacts[]> {
  const found = new Map<string, SealedFacts>();
  for (const { table, column, key } of await sealedColumns(on)) {
    const [from, sealed, id] = [table, column, key].map((name) => sql.identifier(name));
    const rows = await on.execute<{ keyId: string; count: number; id: string; sealed: string }>(sql`
      select split_part(${sealed}, '.', 2) as "keyId", count(*)::int as count,
        (array_agg(${id}::text order by ${id}))[1] as id,
        (array_agg(${sealed} order by ${id}))[1] as sealed
      from ${from} where ${sealed} is not null group by 1`);
    for (const row of rows) {
      const before = found.get(row.keyId) ?? { keyId: row.keyId, count: 0, opens: true };
      const place = placeOf({ table, column }, row.id);
      found.set(row.keyId, {
        ...before,
        count: before.count + row.count,
        opens: before.opens && opens(ring, row.sealed, place) !== null,
      });
    }
  }
  return [...found.values()];
}

function opens(ring: KeyRing, sealed: string, place: string): string | null {
  try {
    return openWith(ring, sealed, place);
  } catch {
    return null;
  }
}

/** Asks CartonCloud for a token with each organisation's credentials; the token is thrown away. */
export async function gatherCredentials(
  on: Queryable,
  { ENCRYPTION_KEYS = [], CARTONCLOUD_API_URL = "" }: Facts["values"],
): Promise<CredentialFacts[]> {
  const rows = await on.execute<{
    id: string;
    name: string;
    region: string;
    clientId: string;
    sealed: string;
  }>(sql`
    select o.id, o.name, c.region, c.client_id as "clientId", c.client_secret_sealed as sealed
    from cartoncloud_connection c join organisation o on o.id = c.organisation_id order by o.name`);
  const found: CredentialFacts[] = [];
  for (const { id, name, region, clientId, sealed } of rows) {
    const place = placeOf({ table: "cartoncloud_connection", column: "client_secret_sealed" }, id);
    const clientSecret = opens(ENCRYPTION_KEYS, sealed, place);
    const baseUrl =
      region === "north_america" ? "https://api.na.cartoncloud.com" : CARTONCLOUD_API_URL;
    found.push({
      organisation: name,
      ...(clientSecret === null
        ? { outcome: "not opened", reason: "Its client secret cannot be opened." }
        : await tryCredentials({ baseUrl, clientId, clientSecret })),
    });
  }
  return found;
}

async function tryCredentials(
  credentials: Parameters<typeof requestToken>[0],
): Promise<Omit<CredentialFacts, "organisation">> {
  try {
    await requestToken(credentials);
    return { outcome: "accepted", reason: "" };
  } catch (problem) {
    const refused = problem instanceof ApiError && problem.status === 401;
    const message = problem instanceof Error ? problem.message : String(problem);
    return { outcome: refused ? "refused" : "silent", reason: message };
  }
}
