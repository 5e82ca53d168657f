import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { sqlState } from "@/db/errors";
import { withinRowsOf } from "@/db/row-scope";
import { orderLink } from "@/db/schema/order-link";
import { auditEntry } from "@/db/schema/people";
import { inngest } from "@/inngest/client";
import { asOwner } from "@/scripts/testing/as-owner";
import { eraseOnRequest } from "@/server/orders/erase-on-request";
import { makeParties } from "./parties";

let world: Awaited<ReturnType<typeof makeParties>>;
beforeAll(async () => {
  vi.spyOn(inngest, "send").mockResolvedValue({ ids: [] });
  world = await makeParties();
});

const stateOf = (work: Promise<unknown>) => work.then(() => "done", sqlState);
const entries = async () => (await db().select().from(auditEntry)).length;

describe("H93: the audit log, by the owner of its table whom no grant holds back", () => {
  it.each([
    "update audit_entry set action = 'forged'",
    "delete from audit_entry",
    "truncate audit_entry",
    "truncate organisation cascade",
  ])("%s is refused by a trigger, which says so", async (statement) => {
    const before = await entries();
    expect(before).toBeGreaterThan(0);
    const refused = await asOwner(`set app.rows = 'all'; ${statement}`).catch((error) => error);
    expect(refused).toBeInstanceOf(Error);
    expect(String(refused.message)).toMatch(/^The audit log only grows: (UPDATE|DELETE|TRUNCATE)/);
    expect(await entries()).toBe(before);
  });
});

it("H93: the role that the product runs as has no right on the audit log but to write and to read", async () => {
  const rights = await db().execute<{ right: string }>(sql`
    select privilege_type as "right" from information_schema.table_privileges
    where table_name = 'audit_entry' and grantee = 'self_managed_integrations' order by 1`);
  expect(rights.map(({ right }) => right)).toEqual(["INSERT", "SELECT"]);
  const columns = await db().execute(sql`
    select column_name from information_schema.column_privileges
    where table_name = 'audit_entry' and grantee = 'self_managed_integrations'
      and privilege_type not in ('INSERT', 'SELECT')`);
  expect([...columns]).toEqual([]);
  const refused = await db()
    .execute(sql`update audit_entry set action = 'forged'`)
    .catch((error: Error) => String(error.cause));
  expect(refused).toContain("permission denied for table audit_entry");
});

describe("H94: the role that the product runs as", () => {
  it.each([
    ["switches a trigger off", "alter table audit_entry disable trigger all"],
    ["switches triggers off for a session", "set session_replication_role = replica"],
    ["drops a policy", "drop policy own_rows on order_link"],
    ["switches row security off", "alter table order_link no force row level security"],
    ["makes a table", "create table planted (id int)"],
    [
      "replaces a function",
      "create or replace function keep_rows_apart(regclass) returns void language sql as 'select'",
    ],
    ["reads a file of the server", "select pg_read_file('/etc/passwd')"],
    ["runs a program on the server", "copy (select 1) to program 'true'"],
    ["reads the server's passwords", "select * from pg_authid"],
    ["makes a role", "create role planted superuser"],
    ["empties a table", "truncate order_link cascade"],
  ])("neither %s", async (_what, statement) => {
    expect(await stateOf(db().execute(sql.raw(statement)))).toBe("42501");
  });
});

describe("H95: requests of several people at the same moment, on shared connections", () => {
  it("see own rows only, 200 of them in a mixed order, within transactions and without", async () => {
    const people = (["first customer", "second customer", "admin", "other admin"] as const).map(
      (name) => ({ name, party: world.parties[name] }),
    );
    const read = (tx: Pick<ReturnType<typeof db>, "select">) =>
      tx.select({ id: orderLink.id }).from(orderLink);
    const wrong = await Promise.all(
      Array.from({ length: 200 }, async (_, turn) => {
        const { name, party } = people[turn % people.length] ?? {};
        if (!party?.viewer) return `${name} is nobody.`;
        const rows = await withinRowsOf(party.viewer.scope, () =>
          turn % 3 === 0 ? db().transaction(read) : read(db()),
        );
        const due = party.sees.map((of) => world.ids[of].orderLinkId).sort();
        const seen = rows.map(({ id }) => id).sort();
        return JSON.stringify(seen) === JSON.stringify(due) ? [] : [`${name}: ${seen}`];
      }),
    );
    expect(wrong.flat()).toEqual([]);
  });
});

describe("H99: an erasure as an attack", () => {
  it("of a buyer of two organisations takes no row of the other one", async () => {
    const { viewer } = world.parties["other admin"];
    if (!viewer) throw new Error("The other admin is nobody.");
    // The receipts of all parties are of one buyer.
    await withinRowsOf(viewer.scope, () =>
      eraseOnRequest(viewer.scope, world.ids.foreign.orderLinkId, { allOfBuyer: true }),
    );
    const erased = (await db().select().from(orderLink))
      .filter(({ personalDataErasedAt }) => personalDataErasedAt !== null)
      .map(({ id }) => id);
    expect(erased).toEqual([world.ids.foreign.orderLinkId]);
  });

  it("of somebody else's receipt answers as of one that is not there, also outside of a request", async () => {
    const { viewer } = world.parties.admin;
    if (!viewer) throw new Error("The admin is nobody.");
    const told = async (id: string) =>
      eraseOnRequest(viewer.scope, id, { allOfBuyer: true }).catch((error) => ({
        code: error.code,
        message: error.message,
      }));
    expect(await told(world.ids.foreign.orderLinkId)).toEqual(
      await told(world.ids.random.orderLinkId),
    );
  });
});
