/** A defect that the checker must notice: one edit of one product file, in memory only. */
export type PlantedBug = {
  /** From the project's root. */
  file: string;
  /** Occurs exactly once in the file. */
  find: string;
  replace: string;
  /** Run on the test's own database first. */
  sql?: string;
};

export const plantedBugs = {
  "page key exclusive": {
    file: "server/orders/page-query.ts",
    find: "minLastModified: from,",
    replace: "minLastModified: from + 1,",
  },
  "no unique key": {
    file: "server/orders/store-receipts.ts",
    find: ".onConflictDoNothing({ target: [orderLink.integrationId, orderLink.receiptId] })",
    replace: "",
    sql: "alter table order_link drop constraint order_link_one_per_receipt",
  },
  "no search before the next post": {
    file: "server/orders/create-order.ts",
    find: "await search(ready, order.customer.id)",
    replace: "await (async (): ReturnType<typeof search> => [])()",
  },
  "cursor before rows": {
    file: "server/orders/pull-page.ts",
    find: "const stored = await storePage(",
    replace: `await db()
    .update(integration)
    .set({ pullCursor: new Date(Math.max(...page.receipts.map((one) => one.updatedAt)) * 1000) })
    .where(eq(integration.id, owner.id));
  const stored = await storePage(`,
  },
  "no lock at refresh": {
    file: "server/integrations/connection.ts",
    find: 'tx.select().from(etsyConnection).where(where).for("update")',
    replace: "tx.select().from(etsyConnection).where(where)",
  },
  "dedupe off": {
    file: "server/fulfilment/parcels.ts",
    find: 'code.toUpperCase().replace(/[\\s-]/g, "")',
    replace: "code",
  },
  "fulfil without re-read": {
    file: "server/fulfilment/fulfil-receipt.ts",
    find: "const receipt = await readReceipt(work);",
    replace: `const { openStoredReceipt } = await import("@/server/orders/order-link");
  const receipt = openStoredReceipt(work.row);`,
  },
  "tenant filter dropped": {
    file: "server/orders/release.ts",
    find: ".where(and(eq(orderLink.id, orderLinkId), eq(orderLink.integrationId, integrationId)))",
    replace: ".where(eq(orderLink.id, orderLinkId))",
    // The audit log's own key would refuse the stranger: the checker has to see it without that help.
    sql: "alter table audit_entry drop constraint audit_entry_organisation_id_customer_id_customer_organisation_i",
  },
} as const satisfies Record<string, PlantedBug>;

export type BugName = keyof typeof plantedBugs;

export const bugNames = Object.keys(plantedBugs) as BugName[];

/** A text with a bug in it. @throws Error when the place is not there exactly once: the proof would prove nothing. */
export function plant(name: string, { file, find, replace }: PlantedBug, source: string): string {
  const parts = source.split(find);
  if (parts.length !== 2)
    throw new Error(
      `The planted bug "${name}" finds its place in ${file} ${parts.length - 1} times instead of once.`,
    );
  return parts.join(replace);
}
