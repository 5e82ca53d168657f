import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeAll, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import type { Tenant } from "./integrations/fixtures";
import { makeTenant, one } from "./integrations/fixtures";
import { makeHeld } from "./orders/held-fixtures";

const oldKey = process.env.ENCRYPTION_KEYS ?? "";
const newKey = `new:${randomBytes(32).toString("base64")}`;

/** The program as it is after a start with these keys. */
async function startedWith(keys: string) {
  process.env.ENCRYPTION_KEYS = keys;
  vi.resetModules();
  const [{ resealSecrets, sealedColumns }, { openStoredReceipt, sealReceipt }] = await Promise.all([
    import("./reseal-secrets"),
    import("./orders/order-link"),
  ]);
  return { resealSecrets, sealedColumns, openStoredReceipt, sealReceipt };
}

const links = () => db().select().from(orderLink).orderBy(orderLink.id);

let tenant: Tenant;
let integrationId: string;
beforeAll(async () => {
  tenant = await makeTenant();
  integrationId = await tenant.draft();
  await makeHeld(tenant, integrationId, { reason: "no_rule", count: 250 });
});

it("every sealed column has a row to be bound to", async () => {
  const { sealedColumns } = await startedWith(oldKey);
  const columns = await sealedColumns();
  expect(columns.length).toBeGreaterThanOrEqual(8);
  expect(columns.filter(({ key }) => !key)).toEqual([]);
});

it("the keys are rotated while rows are written, and the old key is then not needed", async () => {
  const before = await links();
  const rotated = await startedWith(`${newKey},${oldKey}`);
  const receipt = rotated.openStoredReceipt(one(before));
  if (!receipt) throw new Error("The receipt is not there.");

  // The application reads receipts again, with both keys, while the rotation runs.
  let over = false;
  const load = Promise.all(
    [0, 1, 2].map(async (worker) => {
      let writes = 0;
      for (let turn = worker; !over; turn += 7) {
        const { id } = one([before[turn % before.length]].filter((row) => row !== undefined));
        await db()
          .update(orderLink)
          .set({ receiptSealed: rotated.sealReceipt(id, { ...receipt, isGift: true }) })
          .where(eq(orderLink.id, id));
        writes += 1;
      }
      return writes;
    }),
  );
  const told = await rotated.resealSecrets({ batch: 10 });
  over = true;
  expect((await load).every((writes) => writes > 0)).toBe(true);
  expect(told.unreadable).toBe(0);
  expect(told.resealed).toBeGreaterThan(0);

  const { openStoredReceipt, resealSecrets } = await startedWith(newKey);
  for (const row of await links())
    expect(openStoredReceipt(row)?.receiptId).toBe(receipt.receiptId);
  expect(await resealSecrets()).toEqual({ resealed: 0, unreadable: 0 });
});

it("a value moved to another row stays as it is and is counted", async () => {
  const [first, second] = await links();
  await db()
    .update(orderLink)
    .set({ receiptSealed: first?.receiptSealed ?? "" })
    .where(eq(orderLink.id, second?.id ?? ""));
  const other = `third:${randomBytes(32).toString("base64")}`;
  const { resealSecrets } = await startedWith(`${other},${newKey}`);
  expect(await resealSecrets()).toMatchObject({ unreadable: 1, resealed: 249 });
});
