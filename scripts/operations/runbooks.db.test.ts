import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fromRoot } from "@/scripts/launcher/paths";
import { asOwner } from "@/scripts/testing/as-owner";

const folder = "docs/operations/runbooks";

it.each(readdirSync(fromRoot(folder)))(
  "%s: what it tells to ask the database can be asked",
  async (file) => {
    const text = readFileSync(fromRoot(folder, file), "utf8");
    for (const [, query = ""] of text.matchAll(/```sql\n([\s\S]*?)```/g)) {
      expect(query).toMatch(/^select /);
      await asOwner(query);
    }
  },
);
