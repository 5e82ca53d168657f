/** What the shapes of one migration are judged by. */
export type Known = {
  /** Tables that this migration makes: nobody uses them yet. */
  newTables: ReadonlySet<string>;
  /** `table.column` that this migration adds empty to a table in use. */
  newColumns: ReadonlySet<string>;
  /** Constraints that this migration adds. */
  newConstraints: ReadonlySet<string>;
  /** `table.column` that a validated check of an earlier migration holds to be not null. */
  neverNull: ReadonlySet<string>;
};

const table =
  /^(?:alter table (?:if exists )?(?:only )?|insert into |grant \S.* on (?:table )?)(\w+)/;
const target =
  /^(?:create (?:unique )?index (?:concurrently )?(?:if not exists )?\w+ on (?:only )?|create (?:constraint )?trigger \w+ .*? on |(?:create|alter|drop) policy \w+ on |select keep_rows_apart\(')(\w+)/;

/** The table that a statement is about; undefined where it is about none or that cannot be told. */
export const tableOf = (statement: string): string | undefined =>
  (table.exec(statement) ?? target.exec(statement))?.[1];

const volatile =
  /\b(random|gen_random_uuid|uuid_generate_\w+|uuidv\d|clock_timestamp|timeofday|nextval)\b/;

/** Why a column cannot be added like this to a table in use; null where it can. */
function badColumn(definition: string): string | null {
  if (/\b(primary key|unique|references|check)\b/.test(definition))
    return "A constraint of a column reads the whole table under a lock: add the column alone, then the constraint.";
  if (
    /\b(generated|serial|bigserial|smallserial|identity)\b/.test(definition) ||
    volatile.test(definition)
  )
    return "A value that differs by row rewrites the whole table under a lock: add the column empty, and fill it by the product.";
  if (/\bnot null\b/.test(definition) && !/\bdefault\b/.test(definition))
    return "The running version does not fill this column: give it a constant default, or let it be null.";
  return null;
}

/** A statement without its texts and without what stands in brackets. */
function withoutBrackets(statement: string): string {
  const flat = statement.replace(/'(?:[^']|'')*'/g, "");
  const fewer = flat.replace(/\([^()]*\)/g, "");
  return fewer === flat ? flat : withoutBrackets(fewer);
}

const columnsIn = (list: string): string[] => list.split(",").map((name) => name.trim());

/** What may be done at any time, beside a version that knows nothing of it: true, or why not; null: not judged here. */
export function expands(statement: string, known: Known): true | string | null {
  const about = tableOf(statement);
  if (/^alter table/.test(statement) && withoutBrackets(statement).includes(","))
    return "Write one change a statement, so that each can be judged.";
  if (
    /^create table (if not exists )?\w+/.test(statement) &&
    !/^create table .*\) as\b/.test(statement)
  )
    return true;
  if (/^(create function|create sequence|create type|comment on|grant)\b/.test(statement))
    return true;
  if (about && known.newTables.has(about)) return true;
  const [, column, definition] =
    /^alter table \S+ add column (?:if not exists )?(\w+) (.*)$/.exec(statement) ?? [];
  if (column && definition !== undefined) return badColumn(definition) ?? true;
  if (/^create index concurrently\b/.test(statement)) return true;
  const [, key] =
    /^alter table \S+ add constraint \S+ foreign key \(([^)]*)\).* not valid$/.exec(statement) ??
    [];
  if (key && columnsIn(key).some((name) => known.newColumns.has(`${about}.${name}`))) return true;
  const [, validated] = /^alter table \S+ validate constraint (\w+)$/.exec(statement) ?? [];
  if (validated)
    return known.newConstraints.has(validated)
      ? "It would read the whole table under the lock of its own ADD: validate in a later migration."
      : true;
  return null;
}

const contracting = [
  /^drop table (if exists )?\w+$/,
  /^drop (function|type|sequence|view) (if exists )?\w+ ?(\([\w, ]*\))?$/,
  /^drop index concurrently if exists \w+$/,
  /^(create|alter|drop) (policy|(constraint )?trigger)\b/,
  /^create or replace function\b/,
  /^create unique index concurrently\b/,
  /^alter table (if exists )?\w+ drop (column|constraint) (if exists )?\w+$/,
  /^alter table \w+ alter column \w+ (drop not null|drop default|set default .*)$/,
  /^alter table \w+ add constraint \w+ (foreign key|check)\b.* not valid$/,
  /^alter table \w+ add constraint \w+ (unique|primary key) using index \w+$/,
  /^alter table \w+ (enable|force) row level security$/,
  /^revoke\b/,
];

/** What takes away or changes what the version before relies on, and holds a lock for a moment only. */
export function contracts(statement: string, known: Known): boolean {
  const [, about, column] =
    /^alter table (\w+) alter column (\w+) set not null$/.exec(statement) ?? [];
  if (column) return known.neverNull.has(`${about}.${column}`);
  return contracting.some((shape) => shape.test(statement));
}
