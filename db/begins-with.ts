import type { SQL } from "drizzle-orm";
import { sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/** The last character of Unicode: nothing that begins with a text comes after the text with it. */
const last = "\u{10FFFF}";

/** A column compared byte by byte, whatever the collation of the database. */
export const inBytes = (column: PgColumn): SQL => sql`${column} collate "C"`;

/**
 * Whether a column begins with a text. Row security keeps LIKE from every index, as it is not
 * leakproof; this comparison is, and an index on `inBytes(column)` answers it, with its order.
 */
export const beginsWith = (column: PgColumn, text: string): SQL =>
  sql`${inBytes(column)} between ${text} and ${text + last}`;
