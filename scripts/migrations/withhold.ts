import { marksOf } from "./marks";
import type { NumberedMigration } from "./read-migrations";

/**
 * The first migration that has to wait for another deployment: the contract phase of one that is only
 * applied now, as the processes that run do not know the new one yet. Null where none has to.
 */
export function firstWithheld(pending: readonly NumberedMigration[]): NumberedMigration | null {
  const now = new Set<string>();
  for (const migration of pending) {
    const { contract } = marksOf(migration.sql);
    if (contract && now.has(contract.of)) return migration;
    now.add(migration.tag);
  }
  return null;
}
