import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, describe, expect, test } from "vitest";
import { asOwner } from "@/scripts/testing/as-owner";
import { db } from "./client";
import { sqlState } from "./errors";
import type { RowScope } from "./row-scope";
import { withinRowsOf } from "./row-scope";
import { integration } from "./schema/integration";
import { customer, organisation } from "./schema/organisation";
import { membership, userAccount } from "./schema/people";

const notAllowed = "42501";
let admin: RowScope;
let ofFirst: RowScope;
let foreign: RowScope;
const first = randomUUID();
const second = randomUUID();
const theirs = randomUUID();

const customerOf = (scope: RowScope, id: string, name: string) => ({
  id,
  organisationId: scope.organisationId,
  cartonCloudId: id,
  name,
});
const draftOf = (scope: RowScope, customerId: string) => ({
  organisationId: scope.organisationId,
  customerId,
  name: "Shop",
});

async function openTenant(name: string): Promise<RowScope> {
  const [home] = await db().insert(organisation).values({ name }).returning();
  const [person] = await db()
    .insert(userAccount)
    .values({ email: `${name}@example.com`, name, passwordHash: "none" })
    .returning();
  if (!home || !person) throw new Error("Nothing was stored.");
  const scope = { organisationId: home.id, userId: person.id, role: "admin" as const };
  await db().insert(membership).values(scope);
  return { ...scope, customerIds: [] };
}

beforeAll(async () => {
  admin = await openTenant("ours");
  foreign = await openTenant("theirs");
  ofFirst = { ...admin, role: "customer_user", customerIds: [first] };
  await db()
    .insert(customer)
    .values([
      customerOf(admin, first, "First"),
      customerOf(admin, second, "Second"),
      customerOf(foreign, theirs, "Theirs"),
    ]);
  await db()
    .insert(integration)
    .values([draftOf(admin, first), draftOf(admin, second), draftOf(foreign, theirs)]);
});

const customersSeen = async (scope: RowScope) =>
  (await withinRowsOf(scope, () => db().select({ id: customer.id }).from(customer)))
    .map(({ id }) => id)
    .sort();

describe("A query without any condition", () => {
  test("answers an admin with the rows of one organisation", async () => {
    expect(await customersSeen(admin)).toEqual([first, second].sort());
    expect(await customersSeen(foreign)).toEqual([theirs]);
  });

  test("answers a customer user with the rows of one customer", async () => {
    expect(await customersSeen(ofFirst)).toEqual([first]);
    const seen = await withinRowsOf(ofFirst, () => db().select().from(integration));
    expect(seen.map(({ customerId }) => customerId)).toEqual([first]);
  });

  test("answers a customer user without customers with nothing", async () => {
    expect(await customersSeen({ ...ofFirst, customerIds: [] })).toEqual([]);
  });

  test("answers with the same rows inside a transaction, and in objects and columns alike", async () => {
    const answer = await withinRowsOf(foreign, () =>
      db().transaction((tx) => tx.select({ id: customer.id }).from(customer)),
    );
    expect(answer).toEqual([{ id: theirs }]);
    const raw = await withinRowsOf(foreign, () =>
      db().execute(sql`select name, name as again from customer`),
    );
    expect([...raw]).toEqual([{ name: "Theirs", again: "Theirs" }]);
  });

  test("changes no row of anybody else", async () => {
    await withinRowsOf(admin, () => db().update(customer).set({ name: "Taken" }));
    const [untouched] = await db().select().from(customer).where(eq(customer.id, theirs));
    expect(untouched?.name).toBe("Theirs");
  });

  test("deletes no row of anybody else", async () => {
    const gone = await withinRowsOf(ofFirst, () =>
      db().delete(integration).where(eq(integration.customerId, second)).returning(),
    );
    expect(gone).toEqual([]);
  });
});

test.each([
  ["another organisation", () => draftOf(foreign, theirs)],
  ["a sibling customer", () => draftOf(admin, second)],
])("A row cannot be written for %s", async (_, row) => {
  const written = withinRowsOf(ofFirst, () => db().insert(integration).values(row()));
  expect(await written.then(() => "written", sqlState)).toBe(notAllowed);
});

test("Requests that share one connection do not see each other's rows", async () => {
  const scopes = Array.from({ length: 60 }, (_, turn) => (turn % 2 ? admin : foreign));
  const seen = await Promise.all(scopes.map(customersSeen));
  for (const [turn, rows] of seen.entries())
    expect(rows).toEqual(turn % 2 ? [first, second].sort() : [theirs]);
  expect(await db().$count(customer)).toBe(3);
});

describe("The role that the product runs as", () => {
  test("sees nothing before it is told whose rows are meant", async () => {
    const connection = { role: "self_managed_integrations" };
    const raw = postgres(process.env.DATABASE_URL ?? "", { max: 1, connection });
    expect(await raw`select * from customer`).toHaveLength(0);
    expect(await raw`select * from organisation`).toHaveLength(0);
    await raw.end();
  });

  test("owns no table, is no superuser and does not bypass row security", async () => {
    const [role] = await db().execute(
      sql`select current_user as name, rolsuper, rolbypassrls,
        (select count(*)::int from pg_tables where tableowner = current_user) as owns
        from pg_roles where rolname = current_user`,
    );
    expect(role).toEqual({
      name: "self_managed_integrations",
      rolsuper: false,
      rolbypassrls: false,
      owns: 0,
    });
  });
});

type Guarded = {
  name: string;
  forced: boolean;
  policies: number;
  hasOrganisation: boolean;
  asksWhose: boolean;
};

/** Every table, and what its row security is made of. */
const tables = () =>
  db().execute<Guarded>(
    sql`select c.relname as "name", c.relrowsecurity and c.relforcerowsecurity as "forced",
        (select count(*)::int from pg_policy p
          where p.polrelid = c.oid and p.polcmd = '*' and p.polpermissive
            and p.polqual is not null and p.polwithcheck is not null) as "policies",
        exists (select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
          and (a.attname = 'organisation_id' or c.relname in ('organisation', 'mail'))) as "hasOrganisation",
        coalesce((select bool_and(e ~ 'app.organisation|FROM notification|FROM customer') from pg_policy p,
          unnest(array[pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)]) e
          where p.polrelid = c.oid), false) as "asksWhose"
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`,
  );

const unguarded = async () =>
  (await tables())
    .filter(({ hasOrganisation }) => hasOrganisation)
    .filter(({ forced, policies, asksWhose }) => !forced || policies !== 1 || !asksWhose)
    .map(({ name }) => name);
const withoutPolicy = async () =>
  (await tables())
    .filter(({ forced, policies }) => !forced || policies !== 1)
    .map(({ name }) => name);

/** Rows that belong to no organisation: people may have several, the quota of Etsy's app is one. */
const ofNobody = ["etsy_budget", "etsy_call_count", "etsy_webhook_delivery", "user_account"];

test("Every table with an organisation has forced row security that asks whose rows they are", async () => {
  expect((await tables()).length).toBeGreaterThan(30);
  expect(await unguarded()).toEqual([]);
  expect(await withoutPolicy()).toEqual(ofNobody);
});

test.each([
  ["without any row security", []],
  ["without force", ["enable row level security"]],
  ["without a policy", ["enable row level security", "force row level security"]],
  [
    "whose policy lets everyone in",
    ["enable row level security", "force row level security", "policy"],
  ],
])("A new table %s is found", async (_how, steps) => {
  await asOwner(
    "drop table if exists planted; create table planted (id int, organisation_id uuid)",
  );
  for (const step of steps)
    await asOwner(
      step === "policy"
        ? "create policy own_rows on planted using (true) with check (true)"
        : `alter table planted ${step}`,
    );
  expect(await unguarded()).toEqual(["planted"]);
  await asOwner("drop table planted");
});

test("A new table without an organisation is found, so that somebody looks at it", async () => {
  await asOwner("drop table if exists planted; create table planted (id int)");
  expect(await withoutPolicy()).toEqual([...ofNobody, "planted"].sort());
  await asOwner("drop table planted");
});
