import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { closeDatabase, db } from "./client";
import { withinRowsOf } from "./row-scope";

const scope = {
  organisationId: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  role: "admin" as const,
  customerIds: [],
};
const ask = () => db().execute<{ one: number }>(sql`select 1 as one`);

it("a request goes on by the next pool when its own is given up in the middle of it", async () => {
  await withinRowsOf(scope, async () => {
    expect(await ask()).toEqual([{ one: 1 }]);
    await closeDatabase();
    expect(await ask()).toEqual([{ one: 1 }]);
  });
});
