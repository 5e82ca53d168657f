import { z } from "zod";
import { parseJson } from "@/server/http";

const told = z.object({
  id: z.uuid(),
  type: z.string().catch("OUTBOUND"),
  status: z.string().catch(""),
  version: z.number().int().min(0).catch(0),
  references: z.object({ customer: z.string().nullable().catch(null) }).catch({ customer: null }),
});

export type ToldOrder = {
  outboundOrderId: string;
  status: string;
  /** 0 where it was not told. */
  version: number;
  /** `references.customer`. */
  reference: string | null;
};

/**
 * What a call of CartonCloud's webhook is about: the order as reading it gives it, without an
 * envelope. A hint only, the order is read again. Null for anything else than an outbound order.
 * @throws SyntaxError when it is no JSON
 */
export function readToldOrder(rawBody: string): ToldOrder | null {
  const parsed = told.safeParse(parseJson(rawBody));
  if (!parsed.success || parsed.data.type !== "OUTBOUND") return null;
  const { id, status, version, references } = parsed.data;
  return { outboundOrderId: id, status, version, reference: references.customer };
}
