import { readPages } from "@/server/cartoncloud/read-pages";
import type { Consignment } from "@/server/cartoncloud/wire";
import { ApiError } from "@/server/errors";
import { withCartonCloud } from "@/server/organisations/with-cartoncloud";

/** Of several orders together; where there are more, each half is asked for by itself. */
const mostPages = 5;
/** Of one order: 2,000 consignments. */
const mostPagesOfOne = 20;

/**
 * All consignments of these outbound orders.
 * @throws ApiError; also where CartonCloud shows more of one order than anyone can have sent
 */
export async function readConsignments(
  organisationId: string,
  outboundOrderIds: readonly string[],
): Promise<Consignment[]> {
  const single = outboundOrderIds.length === 1;
  const { rows, whole } = await readPages<Consignment>(
    single ? mostPagesOfOne : mostPages,
    (page) =>
      withCartonCloud(organisationId, (cartonCloud) =>
        cartonCloud.findConsignmentsOf(outboundOrderIds, page),
      ),
  );
  if (whole) return rows;
  if (single)
    throw new ApiError({
      system: "CartonCloud",
      kind: "unreadable",
      status: 200,
      message: "CartonCloud shows more than 2,000 consignments of this order. Complete it by hand.",
    });
  const half = Math.ceil(outboundOrderIds.length / 2);
  return [
    ...(await readConsignments(organisationId, outboundOrderIds.slice(0, half))),
    ...(await readConsignments(organisationId, outboundOrderIds.slice(half))),
  ];
}
