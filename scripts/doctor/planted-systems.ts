import { freePort } from "@/scripts/launcher/free-port";
import type { Planted } from "./planted-world";

function databaseOf({ DATABASE_URL = "" }: Record<string, string>, name: string): string {
  const url = new URL(DATABASE_URL);
  url.pathname = `/${name}`;
  return url.href;
}

/** Faults of the database, and systems that are not reached or refuse. */
export const plantedSystems: Record<string, Planted> = {
  "the database is not there": {
    finds: ["database"],
    says: /ECONNREFUSED|does not exist/,
    given: async (right) => ({
      ...right,
      DATABASE_URL: `postgres://a:b@127.0.0.1:${await freePort()}/c`,
    }),
  },
  "the database's password is wrong": {
    finds: ["database"],
    says: /password authentication failed/,
    given: (right) => {
      const url = new URL(right.DATABASE_URL ?? "");
      url.password = "wrong";
      return { ...right, DATABASE_URL: url.href };
    },
  },
  "the database was never migrated": {
    finds: ["migrations"],
    says: /0000_first.*npm run db:migrate/,
    given: (right) => ({ ...right, DATABASE_URL: databaseOf(right, "bare") }),
    database: ["create database bare", "drop database bare with (force)"],
  },
  "the database has another encoding": {
    finds: ["database", "migrations"],
    says: /SQL_ASCII/,
    given: (right) => ({ ...right, DATABASE_URL: databaseOf(right, "ascii") }),
    database: [
      "create database ascii encoding 'SQL_ASCII' template template0",
      "drop database ascii with (force)",
    ],
  },
  "one migration is missing": {
    finds: ["migrations"],
    says: /not applied/,
    database: [
      "create table kept as select * from drizzle.__drizzle_migrations order by created_at desc limit 1; grant all on kept to self_managed_integrations; delete from drizzle.__drizzle_migrations where id in (select id from kept)",
      "insert into drizzle.__drizzle_migrations select * from kept; drop table kept",
    ],
  },
  "the database is newer": {
    finds: ["migrations"],
    says: /newer than this version/,
    database: [
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)",
      "delete from drizzle.__drizzle_migrations where hash = 'later'",
    ],
  },
  "the login may not act as the product's role": {
    finds: ["database role"],
    says: /may not act as self_managed_integrations/,
    given: (right) => {
      const url = new URL(right.DATABASE_URL ?? "");
      url.username = "stranger";
      url.password = "stranger";
      return { ...right, DATABASE_URL: url.href };
    },
    database: ["create role stranger login password 'stranger'", "drop role stranger"],
  },
  "the product's role passes row security": {
    finds: ["database role"],
    says: /passes row security/,
    database: [
      "alter role self_managed_integrations bypassrls",
      "alter role self_managed_integrations nobypassrls",
    ],
  },
  "a table belongs to the product's role": {
    finds: ["owner"],
    says: /order_link belongs to/,
    database: [
      "alter table order_link owner to self_managed_integrations",
      "alter table order_link owner to postgres; grant select, insert, update, delete on order_link to self_managed_integrations",
    ],
  },
  "the tables have two owners": {
    finds: ["owner"],
    says: /several owners \(.*second/,
    database: [
      "create role second; alter table order_link owner to second",
      "alter table order_link owner to postgres; drop role second",
    ],
  },
  "row security is off": {
    finds: ["row security"],
    says: /Row security of order_link is off.*keep_rows_apart/,
    database: [
      "alter table order_link disable row level security",
      "select keep_rows_apart('order_link')",
    ],
  },
  "row security does not bind the owner": {
    finds: ["row security"],
    says: /Row security of shipment is off/,
    database: [
      "alter table shipment no force row level security",
      "select keep_rows_apart('shipment')",
    ],
  },
  "the product's role may not write a table": {
    finds: ["row security"],
    says: /may not read and write shipment/,
    database: [
      "revoke update on shipment from self_managed_integrations",
      "grant update on shipment to self_managed_integrations",
    ],
  },
  "the product's role may change the audit log": {
    finds: ["row security"],
    says: /may change what is written in audit_entry.*revoke update/,
    database: [
      "grant delete on audit_entry to self_managed_integrations",
      "revoke delete on audit_entry from self_managed_integrations",
    ],
  },
  "the product's role may not add to the audit log": {
    finds: ["row security"],
    says: /may not read and write audit_entry.*grant select, insert on audit_entry/,
    database: [
      "revoke insert on audit_entry from self_managed_integrations",
      "grant insert on audit_entry to self_managed_integrations",
    ],
  },
  "the pool is too big for the server": {
    finds: ["connections"],
    says: /may open 320 connections/,
    given: (right) => ({ ...right, DATABASE_POOL: "80", CONSOLE_PROCESSES: "3" }),
  },
  "Etsy refuses the keystring": {
    finds: ["Etsy key"],
    says: /Etsy refuses the key \(40[13]\)/,
    given: (right) => ({ ...right, ETSY_SHARED_SECRET: "another" }),
  },
  "Etsy is not reached": {
    finds: ["Etsy key"],
    says: /Etsy is not reached/,
    given: async (right) => ({ ...right, ETSY_API_URL: `http://127.0.0.1:${await freePort()}` }),
  },
  "CartonCloud is not reached": {
    finds: ["CartonCloud"],
    says: /CartonCloud is not reached/,
    given: async (right) => ({
      ...right,
      CARTONCLOUD_API_URL: `http://127.0.0.1:${await freePort()}`,
    }),
  },
  "CartonCloud refuses the credentials that are stored": {
    finds: ["CartonCloud of Southbank Logistics"],
    says: /refuses its client id and secret/,
    database: [
      "update cartoncloud_connection set client_id = 'gone:' || client_id",
      "update cartoncloud_connection set client_id = substr(client_id, 6)",
    ],
  },
  "the address of CartonCloud is not https": {
    finds: ["hosts", "CartonCloud"],
    says: /CARTONCLOUD_API_URL is not https/,
    given: (right) => ({ ...right, CARTONCLOUD_API_URL: "http://api.cartoncloud.invalid" }),
  },
  "Inngest is not reached": {
    finds: ["Inngest"],
    says: /Inngest is not reached/,
    given: async (right) => ({
      ...right,
      INNGEST_BASE_URL: `http://127.0.0.1:${await freePort()}`,
    }),
  },
  "the mail server is not reached": {
    finds: ["mail server"],
    says: /takes no mail: .*ECONNREFUSED/,
    given: async (right) => ({ ...right, SMTP_URL: `smtp://127.0.0.1:${await freePort()}` }),
  },
};
