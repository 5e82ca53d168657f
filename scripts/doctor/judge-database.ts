import { mostConnections } from "@/server/connections";
import type { DatabaseFacts, Facts } from "./facts";
import type { Finding } from "./finding";
import { faultsOr, notChecked, ok, wrong } from "./finding";

const oldestVersion = 150_000;
const productRole = "self_managed_integrations";
const list = (names: readonly string[]) =>
  names.length > 5
    ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`
    : names.join(", ");

/** The database: its making, its walls, its room, and what is sealed in it. */
export function judgeDatabase({ database, values, processes }: Facts): Finding[] {
  if (database.state === "not asked") return [notChecked("database", database.reason)];
  if (database.state === "silent")
    return [
      wrong(
        "database",
        `The database of DATABASE_URL does not let the console in: ${database.reason}. Check its address, login and firewall.`,
      ),
    ];
  return [
    judgeServer(database),
    judgeRole(database),
    judgeMigrations(database.migrations),
    ...faultsOr("owner", ownerFaults(database), `The product's role owns no table.`),
    ...faultsOr(
      "row security",
      rowFaults(database),
      "Each table of organisations keeps their rows apart.",
    ),
    judgeRoom(database, values.DATABASE_POOL ?? 10, processes),
    ...judgeSealed(database, values),
  ];
}

function judgeServer({ versionNumber, encoding }: DatabaseFacts): Finding {
  const version = `${Math.floor(versionNumber / 10_000)}.${versionNumber % 10_000}`;
  if (versionNumber < oldestVersion)
    return wrong(
      "database",
      `PostgreSQL is ${version}; 15 or newer is needed. Upgrade the server.`,
    );
  if (encoding !== "UTF8")
    return wrong(
      "database",
      `The database is written in ${encoding}: buyers' names would not fit. Make one with encoding UTF8.`,
    );
  return ok("database", `PostgreSQL ${version} answers.`);
}

function judgeRole({ role, acting, login }: DatabaseFacts): Finding {
  if (!role.exists)
    return wrong("database role", `The role ${productRole} is not there. Run npm run db:migrate.`);
  if (role.strong)
    return wrong(
      "database role",
      `The role ${productRole} passes row security. As a superuser: alter role ${productRole} nosuperuser nobypassrls.`,
    );
  if (!role.mayBeTaken)
    return wrong(
      "database role",
      `The login ${login} may not act as ${productRole}. As a superuser: grant ${productRole} to ${login}.`,
    );
  if ("problem" in acting)
    return wrong(
      "database role",
      `A connection as the console opens it is refused: ${acting.problem}. A pooler in transaction mode does this: use its session mode, or the direct address.`,
    );
  return acting.user === productRole && acting.rows === "all"
    ? ok("database role", `The console acts as ${productRole}.`)
    : wrong(
        "database role",
        `A connection acts as ${acting.user} instead of ${productRole}: something on the way drops what the console asks for. Use the pooler's session mode, or the direct address.`,
      );
}

function judgeMigrations(migrations: DatabaseFacts["migrations"]): Finding {
  if (!migrations)
    return notChecked(
      "migrations",
      "This login may not read which are applied. Ask as the one that migrates.",
    );
  const { missing, newer } = migrations;
  if (missing.length > 0)
    return wrong("migrations", `${list(missing)} not applied. Run npm run db:migrate.`);
  return newer
    ? wrong(
        "migrations",
        "The database is newer than this version. Deploy the newer version, or restore.",
      )
    : ok("migrations", "All are applied.");
}

function ownerFaults({ tables }: DatabaseFacts): string[] {
  const own = tables.filter(({ owner }) => owner === productRole).map(({ name }) => name);
  const owners = [...new Set(tables.map(({ owner }) => owner))];
  return [
    ...(own.length > 0
      ? [
          `${list(own)} belongs to ${productRole}, which could switch off its own walls. As a superuser: reassign owned by ${productRole} to the login that migrates.`,
        ]
      : []),
    ...(owners.length > 1 && own.length === 0
      ? [
          `The tables have several owners (${list(owners)}), so that no login can migrate them all. Give them to one.`,
        ]
      : []),
  ];
}

function rowFaults({ tables }: DatabaseFacts): string[] {
  const open = tables.filter(({ ofTenants, apart }) => ofTenants && !apart).map(({ name }) => name);
  const closed = tables.filter(({ granted }) => !granted);
  const missing = (rights: string, of: typeof closed) =>
    of.length > 0
      ? [
          `${productRole} may not read and write ${list(of.map(({ name }) => name))}. As the owner: grant ${rights} on ${of.map(({ name }) => name).join(", ")} to ${productRole}.`,
        ]
      : [];
  return [
    ...open.map(
      (name) =>
        `Row security of ${name} is off: one organisation could read another's rows. As its owner: select keep_rows_apart('${name}').`,
    ),
    ...missing(
      "select, insert, update, delete",
      closed.filter(({ appended }) => !appended),
    ),
    ...missing(
      "select, insert",
      closed.filter(({ appended }) => appended),
    ),
    ...tables
      .filter(({ forgeable }) => forgeable)
      .map(
        ({ name }) =>
          `${productRole} may change what is written in ${name}: the audit log would prove nothing. As the owner: revoke update, delete, truncate on ${name} from ${productRole}.`,
      ),
  ];
}

function judgeRoom({ connections }: DatabaseFacts, pool: number, processes: number): Finding {
  const free = connections.most - connections.reserved - connections.others;
  const needed = mostConnections({ pool, processes });
  const sum = `${processes} and one more during a restart, ${pool} connections each`;
  return needed > free
    ? wrong(
        "connections",
        `The processes may open ${needed} connections (${sum}), and the server has ${free} left for them. Lower DATABASE_POOL or raise max_connections.`,
      )
    : ok("connections", `${needed} of ${free} at most (${sum}).`);
}

function judgeSealed({ sealed, credentials }: DatabaseFacts, values: Facts["values"]): Finding[] {
  const ring = values.ENCRYPTION_KEYS;
  const faults = sealed
    .filter(({ opens }) => !opens)
    .map(({ keyId, count }) =>
      ring?.some(({ id }) => id === keyId)
        ? `The key ${keyId} of ENCRYPTION_KEYS is not the one that sealed ${count} stored secrets. Put the right one back.`
        : `${count} stored secrets are sealed under the key ${keyId}, which is not in ENCRYPTION_KEYS. Put it back, behind the first.`,
    );
  const count = sealed.reduce((sum, one) => sum + one.count, 0);
  const opened = !ring
    ? [notChecked("sealed secrets", "No key ring can be read; see above.")]
    : faultsOr("sealed secrets", faults, `The ring has the keys of all ${count}.`);
  return [...opened, ...judgeCredentials(credentials)];
}

const judgeCredentials = (credentials: DatabaseFacts["credentials"]): Finding[] =>
  credentials.map(({ organisation, outcome, reason }) => {
    const check = `CartonCloud of ${organisation}`;
    if (outcome === "accepted") return ok(check, "CartonCloud takes its client id and secret.");
    return outcome === "refused"
      ? wrong(
          check,
          `CartonCloud refuses its client id and secret: ${reason} Enter new ones in Organisation settings.`,
        )
      : notChecked(check, reason);
  });
