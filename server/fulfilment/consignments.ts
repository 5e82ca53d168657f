import { readPages } from "@/server/cartoncloud/read-pages";
import type { Consignment } from "@/server/cartoncloud/wire";
import { ApiError } from "@/server/errors";
import { withCartonCloud } from "@/server/organisations/with-cartoncloud";

/** Of several orders together; where there are more, each half is asked for by itself. */
const mostPages = 5;
/** Of one order: 2,000 consignments. */
const mostPagesOfOne = 20;

const tooMany = new ApiError({
  system: "CartonCloud",
  kind: "unreadable",
  status: 200,
  message: "CartonCloud shows more than 2,000 consignments of this order. Complete it by hand.",
});

/**
 * All consignments of one outbound order.
 * @throws ApiError; also where CartonCloud shows more than anyone can have sent
 */
export async function readConsignments(
  organisationId: string,
  outboundOrderId: string,
): Promise<Consignment[]> {
  const { rows, failed } = await readConsignmentsOf(organisationId, [outboundOrderId]);
  if (failed.has(outboundOrderId)) throw tooMany;
  return rows;
}

/**
 * All consignments of these outbound orders; in `failed` the orders that CartonCloud shows more of
 * than anyone can have sent: they keep no other back. @throws ApiError
 */
export async function readConsignmentsOf(
  organisationId: string,
  outboundOrderIds: readonly string[],
): Promise<{ rows: Consignment[]; failed: ReadonlyMap<string, ApiError> }> {
  const [first, second] = outboundOrderIds;
  if (first === undefined) return { rows: [], failed: new Map() };
  const single = second === undefined;
  const { rows, whole } = await readPages<Consignment>(
    single ? mostPagesOfOne : mostPages,
    (page) =>
      withCartonCloud(organisationId, (cartonCloud) =>
        cartonCloud.findConsignmentsOf(outboundOrderIds, page),
      ),
  );
  if (whole) return { rows, failed: new Map() };
  if (single) return { rows: [], failed: new Map([[first, tooMany]]) };
  const half = Math.ceil(outboundOrderIds.length / 2);
  const left = await readConsignmentsOf(organisationId, outboundOrderIds.slice(0, half));
  const right = await readConsignmentsOf(organisationId, outboundOrderIds.slice(half));
  return {
    rows: [...left.rows, ...right.rows],
    failed: new Map([...left.failed, ...right.failed]),
  };
}
