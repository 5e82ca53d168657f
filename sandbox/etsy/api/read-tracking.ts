import { z } from "zod";
import type { ShipRequest } from "@/sandbox/etsy/world/ship-receipt";

const text = z.string().nullable().optional();
const amount = z.number().nullable().optional();

const trackingBody = z.object({
  tracking_code: z.string().optional(),
  carrier_name: z.string().optional(),
  send_bcc: z.boolean().optional(),
  note_to_buyer: z.string().optional(),
  mail_class: text,
  weight: amount,
  weight_units: text,
  length: amount,
  width: amount,
  height: amount,
  dimension_units: text,
  shipping_label_cost: amount,
  shipping_label_currency: text,
  revenue_eligibility: text,
  ship_from_country: text,
  ship_to_country: text,
  incoterm: text,
  customs_data: z
    .array(
      z.object({
        country_of_origin: z.string().nullable(),
        declared_value: z.number().nullable(),
        HS_code: z.string().nullable(),
      }),
    )
    .nullable()
    .optional(),
  duty_amount: amount,
  duty_currency: text,
  ship_date: text,
});

type Read = { ok: true; request: ShipRequest } | { ok: false; error: string };

/**
 * Reads the body of createReceiptShipment. A form is taken as well as JSON, as Etsy does; JSON
 * text under the content type of a form is taken too, and its tracking is lost. Fact: etsy §3.1.
 */
export function readTracking(body: string, contentType: string | undefined): Read {
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "application/x-www-form-urlencoded") return readForm(body);
  if (body === "") return { ok: true, request: {} };
  if (type !== "application/json")
    return { ok: false, error: `Content type "${type}" is not supported; send application/json` };
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return { ok: false, error: "The body is not valid JSON" };
  }
  const read = trackingBody.safeParse(parsed);
  if (!read.success) {
    const issue = read.error.issues[0];
    return { ok: false, error: `${issue?.path.join(".") || "body"}: ${issue?.message}` };
  }
  const { tracking_code, carrier_name, note_to_buyer, send_bcc } = read.data;
  return {
    ok: true,
    request: {
      code: tracking_code,
      carrier: carrier_name,
      note: note_to_buyer,
      copyToSeller: send_bcc,
    },
  };
}

function readForm(body: string): Read {
  if (body.trimStart().startsWith("{")) return { ok: true, request: { unreadable: true } };
  const form = new URLSearchParams(body);
  const value = (name: string) => form.get(name) ?? undefined;
  return {
    ok: true,
    request: {
      code: value("tracking_code"),
      carrier: value("carrier_name"),
      note: value("note_to_buyer"),
      copyToSeller: value("send_bcc") === "true",
    },
  };
}
