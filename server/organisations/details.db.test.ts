import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { organisation } from "@/db/schema/organisation";
import { auditEntry } from "@/db/schema/people";
import type { Tenant } from "@/server/people/fixtures";
import { openTenant } from "@/server/people/fixtures";
import { saveDetails } from "./details";
import { detailsInput } from "./schema";

let tenant: Tenant;
beforeEach(async () => {
  tenant = await openTenant();
});
const stored = async () => {
  const [row] = await db()
    .select({ name: organisation.name, timeZone: organisation.timeZone })
    .from(organisation)
    .where(eq(organisation.id, tenant.scope.organisationId));
  return row;
};

describe("the name and the time zone of an organisation", () => {
  it("are saved, with one row in the audit log for each change", async () => {
    const before = await stored();
    const after = { name: "Harbour Logistics", timeZone: "Pacific/Auckland" };
    await saveDetails(tenant.scope, after);
    await saveDetails(tenant.scope, after);
    expect(await stored()).toEqual(after);
    const rows = await db()
      .select({ before: auditEntry.before, after: auditEntry.after })
      .from(auditEntry)
      .where(eq(auditEntry.action, "organisation.details"));
    expect(rows).toEqual([{ before, after }]);
  });

  it("stay when the database does not know the zone", async () => {
    const before = await stored();
    await expect(
      saveDetails(tenant.scope, { name: "Else", timeZone: "Mars/Olympus" }),
    ).rejects.toMatchObject({ code: "invalid" });
    expect(await stored()).toEqual(before);
  });

  it("are refused in words where they are no name or no zone", () => {
    for (const [input, sentence] of [
      [{ name: " ", timeZone: "UTC" }, "Enter the name of your organisation."],
      [{ name: "North", timeZone: "Mars/Olympus" }, "Choose a time zone from the list."],
      [{ name: "North", timeZone: "+05:00" }, "Choose a time zone from the list."],
      [{ name: "North", timeZone: "" }, "Choose a time zone from the list."],
    ] as const)
      expect(detailsInput.safeParse(input).error?.issues[0]?.message).toBe(sentence);
    expect(detailsInput.parse({ name: " North ", timeZone: "Asia/Kolkata" }).name).toBe("North");
  });
});
