import postgres from "postgres";

/** The owner of the tables as a hosted PostgreSQL has one: no superuser, and bound by row security. */
export const owner = "keeper";

const nameOf = (databaseUrl: string) => new URL(databaseUrl).pathname.slice(1);

async function asSuperuser(databaseUrl: string, work: (sql: postgres.Sql) => Promise<unknown>) {
  const sql = postgres(new URL("/postgres", databaseUrl).href, { max: 1, onnotice: () => {} });
  await work(sql).finally(() => sql.end({ timeout: 1 }));
}

/** Makes the owner and gives it the database of a superuser. @returns its address for the owner */
export async function giveToOwner(superuserUrl: string): Promise<string> {
  await asSuperuser(superuserUrl, async (sql) => {
    await sql.unsafe(`create role ${owner} login createrole password 'kept'`);
    await sql`alter database ${sql(nameOf(superuserUrl))} owner to ${sql(owner)}`;
  });
  return Object.assign(new URL(superuserUrl), { username: owner, password: "kept" }).href;
}

/** An empty database of the owner in place of the one that is there. */
export const loseDatabase = (superuserUrl: string): Promise<void> =>
  asSuperuser(superuserUrl, async (sql) => {
    const name = nameOf(superuserUrl);
    await sql`drop database if exists ${sql(name)} with (force)`;
    await sql`create database ${sql(name)} owner ${sql(owner)}`;
  });
