import { withinRowsOf } from "@/db/row-scope";
import { csvRow } from "@/server/billing/csv";
import { csvStream } from "@/server/csv-stream";
import { notFound } from "@/server/errors";
import { visibleIntegration } from "@/server/integrations/access";
import type { Scope } from "@/server/people/scope";
import { holdsUnstorable } from "@/server/storable-text";
import { listOrderLinks } from "./list";
import type { OrderLinkFilter } from "./schema";
import { orderLinkFilter } from "./schema";
import { holdReasons, isHoldReason, isSkipReason, skipReasons } from "./words";

/** Orders read at once: however many there are, one page of them is in memory. */
const pageSize = 1000;

const columns = [
  "receipt",
  "placed_at",
  "state",
  "reason",
  "items",
  "value",
  "currency",
  "outbound_order",
  "canceled_in_etsy_at",
];

type Link = Awaited<ReturnType<typeof listOrderLinks>>["links"][number];

function reasonOf({ state, holdReason, skipReason, lastError }: Link): string {
  if (state === "held")
    return holdReason && isHoldReason(holdReason) ? holdReasons[holdReason].title : "";
  if (state === "skipped")
    return skipReason && isSkipReason(skipReason) ? skipReasons[skipReason] : "";
  return lastError ?? "";
}

const amountOf = ({ totalMinor, totalDivisor }: Link): string =>
  totalMinor === null
    ? ""
    : (totalMinor / (totalDivisor ?? 100)).toFixed(Math.round(Math.log10(totalDivisor ?? 100)));

const lineOf = (link: Link): string =>
  csvRow([
    link.receiptId,
    link.receiptCreatedAt.toISOString(),
    link.state,
    reasonOf(link),
    link.itemQuantity,
    amountOf(link),
    link.currency ?? "",
    link.outboundOrderNumber ?? "",
    link.stopShipAt?.toISOString() ?? "",
  ]);

async function* pieces(scope: Scope, filter: OrderLinkFilter): AsyncGenerator<string> {
  let head = csvRow(columns);
  for (let before: string | undefined; ; ) {
    const { links, next } = await listOrderLinks(scope, { ...filter, before }, pageSize);
    yield head + links.map(lineOf).join("");
    head = "";
    if (!next) return;
    before = next;
  }
}

/**
 * All orders of an integration that fit a filter as CSV in UTF-8, latest receipt first, read page by
 * page while it is sent. Times are ISO 8601 in UTC; nothing in it is a buyer's data.
 * @throws DomainError not_found
 */
export async function ordersCsv(
  scope: Scope,
  filter: OrderLinkFilter,
): Promise<ReadableStream<Uint8Array>> {
  const known = orderLinkFilter.safeParse(filter);
  if (!known.success || holdsUnstorable(filter)) throw notFound("integration");
  await withinRowsOf(scope, () => visibleIntegration(scope, filter.integrationId));
  return csvStream(scope, pieces(scope, known.data));
}
