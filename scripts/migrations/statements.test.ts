import { expect, it } from "vitest";
import { readStatements } from "./statements";

it("judges what is plain, and hands PostgreSQL what is written", () => {
  const sql = `-- a comment
CREATE INDEX CONCURRENTLY "number_begin" ON "public"."order_link" ("customer_id",("receipt_id" collate "C"));--> statement-breakpoint
COMMENT ON INDEX "number_begin" IS 'Kept; as "It" is';`;
  expect(readStatements(sql)).toEqual([
    {
      plain:
        "create index concurrently number_begin on order_link (customer_id,(receipt_id collate c))",
      written:
        'CREATE INDEX CONCURRENTLY "number_begin" ON "public"."order_link" ("customer_id",("receipt_id" collate "C"))',
    },
    {
      plain: `comment on index number_begin is 'Kept; as "It" is'`,
      written: `COMMENT ON INDEX "number_begin" IS 'Kept; as "It" is'`,
    },
  ]);
});
