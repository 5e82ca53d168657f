import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { sqlState } from "@/db/errors";
import { auditEntry } from "@/db/schema/people";
import { makeTenant } from "@/server/integrations/fixtures";

/** Columns that name a row of a tenant, and the table that they name. */
const named: Record<string, string> = {
  customer_id: "customer",
  integration_id: "integration",
  order_link_id: "order_link",
  warehouse_id: "warehouse",
  chosen_warehouse_id: "warehouse",
  notification_id: "notification",
};

/** Columns that name a row of a tenant alone, because their table has no organisation of its own. */
const alone = new Set(["etsy_call_count.integration_id", "mail.notification_id"]);

type Column = { table: string; column: string; tenanted: boolean };
type Key = { table: string; target: string; columns: string[] };

let columns: Column[];
let keys: Key[];
beforeAll(async () => {
  columns = await db().execute<Column>(sql`
    select c.table_name as "table", c.column_name as "column",
      exists (select from information_schema.columns o where o.table_schema = 'public'
        and o.table_name = c.table_name and o.column_name = 'organisation_id') as "tenanted"
    from information_schema.columns c where c.table_schema = 'public'`);
  keys = await db().execute<Key>(sql`
    select conrelid::regclass::text as "table", confrelid::regclass::text as "target",
      (select json_agg(attname) from pg_attribute
        where attrelid = conrelid and attnum = any (conkey)) as "columns"
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`);
});

const missing = () =>
  columns
    .filter(({ column }) => column in named)
    .filter(({ table, column, tenanted }) => {
      if (!tenanted && alone.has(`${table}.${column}`)) return false;
      return !keys.some(
        (key) =>
          key.table === table &&
          // Through the integration, a row may also be tied to that integration's own customer.
          [named[column], "integration"].includes(key.target) &&
          key.columns.includes(column) &&
          key.columns.includes("organisation_id"),
      );
    })
    .map(({ table, column }) => `${table}.${column}`);

describe("a row cannot point at another organisation's", () => {
  it("every id of a tenant's row is a foreign key together with the organisation", () => {
    expect(columns.length).toBeGreaterThan(100);
    expect(missing()).toEqual([]);
  });

  it("a table without an organisation is named, so that a new one is looked at", () => {
    const bare = columns.filter(({ column, tenanted }) => column in named && !tenanted);
    expect(bare.map(({ table, column }) => `${table}.${column}`).sort()).toEqual([...alone].sort());
  });

  it("every organisation_id belongs to a foreign key", () => {
    const without = columns
      .filter(({ column }) => column === "organisation_id")
      .filter(
        ({ table }) =>
          !keys.some((key) => key.table === table && key.columns.includes("organisation_id")),
      );
    expect(without).toEqual([]);
  });

  it("a table that is made without the foreign key is found", async () => {
    const planted = { table: "planted", column: "customer_id", tenanted: true };
    columns.push(planted);
    expect(missing()).toEqual(["planted.customer_id"]);
    columns.pop();
  });
});

describe("the audit log only grows", () => {
  const change = (what: ReturnType<typeof sql>) =>
    db()
      .execute(what)
      .then(() => "done", sqlState);

  it("an entry can be neither changed nor deleted, and the table not be emptied", async () => {
    const { organisationId, own } = await makeTenant();
    const entry = { organisationId, action: "a", subjectType: "a", subjectId: "a" };
    await db()
      .insert(auditEntry)
      .values({ ...entry, customerId: own });
    expect(await change(sql`update audit_entry set action = 'b'`)).toBe("42501");
    expect(await change(sql`delete from audit_entry`)).toBe("42501");
    expect(await change(sql`truncate audit_entry`)).toBe("42501");
    expect(await change(sql`truncate organisation cascade`)).toBe("42501");
    expect((await db().select().from(auditEntry)).map(({ action }) => action)).toEqual(["a"]);
  });

  it("an entry about another organisation's customer is refused", async () => {
    const [{ organisationId }, foreign] = [await makeTenant(), await makeTenant()];
    const entry = { organisationId, action: "a", subjectType: "a", subjectId: "a" };
    const stored = db()
      .insert(auditEntry)
      .values({ ...entry, customerId: foreign.own })
      .then(() => "done", sqlState);
    expect(await stored).toBe("23503");
  });
});
