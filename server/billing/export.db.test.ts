import { expect, it } from "vitest";
import { closedWithMany } from "@/scripts/testing/closed-with-many";
import { readWatchingMemory } from "@/scripts/testing/read-watching-memory";
import { runNode } from "@/scripts/testing/run-node";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";
import { closeWeeks, restMs } from "./close";
import { correct } from "./corrections";
import { exportMonth, exportWeek } from "./export";
import { billedFrom, lastWeek, lastWeekDay, showBillingOf, zone } from "./fixtures";
import { weekAt } from "./weeks";

const { monday } = lastWeek();
const mebibyte = 1024 * 1024;

/** Whose closed week has 100,000 lines. */
let many: Tenant;

const textOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();
const close = ({ organisationId }: Tenant) =>
  closeWeeks(organisationId, new Date(Date.now() + restMs));

it("100,000 lines of a closed week are written while memory stays flat", {
  timeout: 180_000,
}, async () => {
  many = await makeTenant();
  await closedWithMany(many, many.own, 100_000);
  const ids = new Set<string>();
  const { pieces, lines, held } = await readWatchingMemory(
    await exportWeek(many.admin, monday),
    (text, piece) => {
      if (piece < 3) for (const [id] of text.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g)) ids.add(id);
    },
  );
  expect(lines).toBe(100_001);
  expect(ids.size).toBe(2_000);
  expect(pieces).toBeGreaterThan(100);
  // All of it at once would be more than 15 MiB of text, and several times that as rows.
  expect(held / mebibyte).toBeLessThan(4);
});

/** Lines of an export, and the most memory that a process of its own had for it, in MiB. */
async function exportAlone({ organisationId }: Tenant) {
  let told = "";
  const script = ["tsx", "--conditions=react-server", "scripts/testing/export-week.ts"];
  // Else the young generation alone may grow by 48 MiB before it is looked at.
  const options = ["--import", ...script, organisationId, monday];
  const code = await runNode("--max-semi-space-size=1", options, (text) => {
    told += text;
  });
  expect(code, told).toBe(0);
  const { lines, peak } = JSON.parse(told) as { lines: number; peak: number };
  return { lines, peak: peak / mebibyte };
}

it("a process that writes 100,000 lines stays within 1.6 times the memory of one that writes 1,000", {
  timeout: 180_000,
}, async () => {
  const few = await makeTenant();
  await closedWithMany(few, few.own, 1_000);
  const [small, large] = [await exportAlone(few), await exportAlone(many)];

  expect([small.lines, large.lines]).toEqual([1_001, 100_001]);
  // Garbage between two collections makes 1.4 of it; twice as many lines add 3 %. All rows at once make 2.1.
  expect(large.peak / small.peak).toBeLessThan(1.6);
});

it("a customer user's file has their own lines at what they are charged, and corrections of them", async () => {
  const tenant = await makeTenant();
  await showBillingOf(tenant);
  const own = await billedFrom(tenant, tenant.own, lastWeekDay(1));
  const other = await billedFrom(tenant, tenant.other, lastWeekDay(2));
  await close(tenant);
  for (const integrationId of [own, other])
    await correct(tenant.admin, {
      monday,
      integrationId,
      amount: -5,
      passOn: true,
      reason: "Late",
    });
  for (const text of [
    await textOf(await exportWeek(tenant.customerUser, monday)),
    await textOf(await exportMonth(tenant.customerUser, monday.slice(0, 7))),
  ]) {
    expect(
      text
        .trim()
        .split("\r\n")
        .map((line) => line.split(",")[0]),
    ).toEqual(["kind", "line", "correction"]);
    expect(text).toContain(own);
    expect(text).not.toContain(other);
    expect(text).not.toContain("margin");
  }
});

it("a running week is written as it is shown", async () => {
  const tenant = await makeTenant();
  const id = await billedFrom(tenant, tenant.own, new Date());
  const text = await textOf(await exportWeek(tenant.admin, weekAt(new Date(), zone).monday));
  expect(text).toContain(id);
});

it.each(["2026-11-17", "2999-01-07", "x"])("there is no file of the week %s", async (day) => {
  const { admin } = await makeTenant();
  await expect(exportWeek(admin, day)).rejects.toMatchObject({ code: "not_found" });
});
