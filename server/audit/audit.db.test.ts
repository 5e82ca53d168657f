import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditEntry } from "@/db/schema/people";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";
import { auditCsv } from "./audit-csv";
import { auditListInput, readAuditQuery } from "./schema";
import { auditFilters, listAudit } from "./service";

let tenant: Tenant;
let foreign: Tenant;
const entry = (of: Tenant, values: Partial<typeof auditEntry.$inferInsert>) => ({
  organisationId: of.organisationId,
  action: "integration.paused",
  subjectType: "integration",
  subjectId: crypto.randomUUID(),
  ...values,
});
const csvOf = async (input: Parameters<typeof auditCsv>[1] = {}) =>
  new Response(auditCsv(tenant.admin, input)).text();

beforeAll(async () => {
  [tenant, foreign] = [await makeTenant(), await makeTenant()];
  await db()
    .insert(auditEntry)
    .values([
      entry(tenant, { at: new Date("2026-03-01T12:59:59Z"), subjectId: "before" }),
      entry(tenant, { at: new Date("2026-03-01T13:00:00Z"), subjectId: "first" }),
      entry(tenant, {
        at: new Date("2026-03-02T12:59:59Z"),
        subjectId: "last",
        action: "integration_rule.changed",
        customerId: tenant.own,
        userId: tenant.admin.userId,
      }),
      entry(tenant, { at: new Date("2026-03-02T13:00:00Z"), subjectId: "after" }),
      entry(foreign, { subjectId: "foreign" }),
    ]);
});

const found = async (input: Parameters<typeof listAudit>[1]) =>
  (await listAudit(tenant.admin, input)).entries.map(({ subjectId }) => subjectId);

describe("the audit log can be narrowed", () => {
  it("to days, whole in the organisation's time zone", async () => {
    expect(await found({ from: "2026-03-02", until: "2026-03-02" })).toEqual(["last", "first"]);
    expect(await found({ from: "2026-03-03" })).toEqual(["after"]);
    expect(await found({ until: "2026-03-01" })).toEqual(["before"]);
  });

  it("to a person, a customer, an action and all actions of a kind", async () => {
    expect(await found({ userId: tenant.admin.userId })).toEqual(["last"]);
    expect(await found({ customerId: tenant.own })).toEqual(["last"]);
    expect(await found({ action: "integration_rule.changed" })).toEqual(["last"]);
    expect(await found({ action: "integration" })).toEqual(["after", "first", "before"]);
  });

  it("to what occurs in one's own organisation", async () => {
    const { actions, customers } = await auditFilters(tenant.admin);
    expect(actions).toEqual(["integration.paused", "integration_rule.changed"]);
    expect(customers.map(({ id }) => id).sort()).toEqual([tenant.own, tenant.other].sort());
  });

  it("and says by name what each is about, of one's own organisation alone", async () => {
    const busy = await makeTenant();
    const integrationId = await busy.draft();
    await db()
      .insert(auditEntry)
      .values([
        entry(busy, { action: "a.integration", subjectId: integrationId }),
        entry(busy, { action: "b.customer", subjectType: "customer", subjectId: busy.own }),
        entry(busy, { action: "c.theirs", subjectType: "customer", subjectId: foreign.own }),
        entry(busy, { action: "d.gone" }),
        entry(busy, { action: "e.no-id", subjectId: "00000000-0000-0000-0000-00000000000g" }),
      ]);
    const { entries } = await listAudit(busy.admin, {});
    const names = entries.map(({ action, subjectName }) => [action, subjectName]);
    expect(Object.fromEntries(names)).toMatchObject({
      "a.integration": expect.stringMatching(/\w/),
      "b.customer": expect.stringMatching(/\w/),
      "c.theirs": null,
      "d.gone": null,
      "e.no-id": null,
    });
  });

  it("pages entries of the same moment without losing or repeating one", async () => {
    const busy = await makeTenant();
    const at = new Date("2026-04-01T00:00:00.123Z");
    await db()
      .insert(auditEntry)
      .values(Array.from({ length: 120 }, (_, n) => entry(busy, { at, subjectId: String(n) })));
    const seen: string[] = [];
    let before: string | null | undefined;
    do {
      const page = await listAudit(busy.admin, auditListInput.parse(before ? { before } : {}));
      seen.push(...page.entries.map(({ subjectId }) => subjectId));
      before = page.next;
    } while (before);
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
  });
});

const id = crypto.randomUUID();

describe("H82: what the address of the audit log asks for", () => {
  it.each([
    ["before", `2026-99-99 00:00:00_${id}`],
    ["before", `1_${"-".repeat(36)}`],
    ["before", `99999999999999999_${id}`],
    ["before", "x"],
    ["from", "2026-02-30"],
    ["from", "0000-01-01"],
    ["until", "yesterday"],
    ["userId", "1"],
    ["customerId", "' or 1=1"],
    ["action", "%"],
  ])("is refused in words where it cannot be: %s=%s", async (name, value) => {
    const { problem } = readAuditQuery({ [name]: value });
    expect(problem).toMatch(/^[A-Z].*\.$/);
  });

  it("is refused in words where a parameter comes twice", () => {
    expect(readAuditQuery({ from: ["2026-01-01", "2026-01-02"] }).problem).toMatch(/\.$/);
  });

  it("never fails in SQL where it is taken", async () => {
    for (const query of [
      { before: `9999999999999999_${id}` },
      { before: `0_${id}` },
      { from: "9999-12-31", until: "9999-12-31" },
      { action: "a._" },
    ]) {
      const { input } = readAuditQuery(query);
      if (input) await listAudit(tenant.admin, input);
    }
  });
});

describe("the audit log as CSV", () => {
  it("holds what the filter shows, and nothing of another organisation", async () => {
    const text = await csvOf({ from: "2026-03-02", until: "2026-03-02" });
    const lines = text.trimEnd().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe("at,person,action,subject_type,subject_id,customer,before,after,subject");
    expect(lines[1]).toContain("2026-03-02T12:59:59.000Z");
    expect(await csvOf()).not.toContain("foreign");
  });

  it("H83: keeps a formula a text, in every column that people can write", async () => {
    const evil = '=HYPERLINK("http://evil.test")';
    await db()
      .insert(auditEntry)
      .values(entry(tenant, { subjectId: evil, action: "evil.formula", after: evil }));
    const text = await csvOf({ action: "evil" });
    expect(text).toContain(`"'=HYPERLINK(""http://evil.test"")"`);
    expect(text).not.toMatch(/(^|,)"?[=+@]/m);
  });

  it("is read page by page: 2,500 entries come whole, and a reader that stops is not read on for", async () => {
    const busy = await makeTenant();
    await db()
      .insert(auditEntry)
      .values(Array.from({ length: 2500 }, (_, n) => entry(busy, { subjectId: `n${n}` })));
    const text = await new Response(auditCsv(busy.admin, {})).text();
    expect(new Set(text.match(/,n\d+,/g)).size).toBe(2500);
    const reader = auditCsv(busy.admin, {}).getReader();
    const first = await reader.read();
    expect(new TextDecoder().decode(first.value).split("\r\n")).toHaveLength(1002);
    await reader.cancel();
  });
});
