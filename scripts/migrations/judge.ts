import { marksOf } from "./marks";
import type { Known } from "./shapes";
import { contracts, expands } from "./shapes";
import { outsideTransaction, statementsOf } from "./statements";

export type Migration = { tag: string; sql: string };

const all = (statements: readonly string[], shape: RegExp): RegExpMatchArray[] =>
  statements.map((one) => one.match(shape)).filter((found) => found !== null);

function knownIn(statements: readonly string[], earlier: readonly Migration[]): Known {
  const before = earlier.flatMap(({ sql }) => statementsOf(sql));
  const checks = all(
    before,
    /^alter table (\w+) add constraint (\w+) check \(+(?:\w+\.)?(\w+) is not null\)+ not valid$/,
  );
  const validated = new Set(
    all(before, /^alter table \w+ validate constraint (\w+)$/).map(([, name]) => name),
  );
  return {
    newTables: new Set(
      all(statements, /^create table (?:if not exists )?(\w+)/).map(([, name = ""]) => name),
    ),
    newColumns: new Set(
      all(
        statements,
        /^alter table (\w+) add column (?:if not exists )?(\w+) (?!.*\b(?:default|not null)\b)/,
      ).map(([, table, column]) => `${table}.${column}`),
    ),
    newConstraints: new Set(
      all(statements, /^alter table \w+ add constraint (\w+)/).map(([, name = ""]) => name),
    ),
    neverNull: new Set(
      checks.flatMap(([, table, name, column]) =>
        validated.has(name) ? [`${table}.${column}`] : [],
      ),
    ),
  };
}

const changesRows = (statement: string) => /^(update|delete from|insert into)\b/.test(statement);

/**
 * Why a migration is not safe while the version before runs beside the new one, a sentence for each
 * fault; empty where it is. What is not known to be safe is refused. `earlier` in their order.
 */
export function judgeMigration({ tag, sql }: Migration, earlier: readonly Migration[]): string[] {
  const statements = statementsOf(sql);
  const known = knownIn(statements, earlier);
  const { contract, data } = marksOf(sql);
  const faults = statements.flatMap((statement) => {
    const verdict = expands(statement, known);
    if (verdict === true) return [];
    if (verdict !== null) return [`${verdict} (${statement})`];
    if (changesRows(statement) && data !== undefined) return [];
    if (changesRows(statement))
      return [
        `Rows are changed by a migration of its own with a line "-- data: why". (${statement})`,
      ];
    if (!contracts(statement, known))
      return [`This is not known to be safe beside a running version. (${statement})`];
    return contract
      ? []
      : [
          `It takes away what the running version may use: mark the migration "-- contract of <the one that came before>: why". (${statement})`,
        ];
  });
  if (contract && !earlier.some((one) => one.tag === contract.of))
    faults.push(`It is the contract phase of ${contract.of}, which is no earlier migration.`);
  if (contract && contract.because.length < 20)
    faults.push("Say why nothing that runs uses any more what the contract phase takes away.");
  if (data !== undefined && (data.length < 20 || !statements.every(changesRows)))
    faults.push(
      "A migration that changes rows holds nothing else, and says why it is short and right beside both versions.",
    );
  if (statements.some(outsideTransaction) && !statements.every(outsideTransaction))
    faults.push(
      "Indexes are made CONCURRENTLY in a migration of their own, outside a transaction.",
    );
  if (statements.length === 0) faults.push("It holds no statement.");
  return faults.map((fault) => `${tag}: ${fault}`);
}
