const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const number = /^-?\d{1,15}(\.\d{1,6})?$/;
const pathTemplate = /^(\/(\{\}|v\d|[a-z][a-z-]{0,39})){0,12}\/?$/;
const oneOf = (words: readonly string[]) => new RegExp(`^(${words.join("|")})$`);

/** Why somebody was sent away. */
export const refusalKinds = [
  "answer",
  "procedure",
  "sign-in",
  "second-factor",
  "webhook-etsy",
  "webhook-cartoncloud",
  "metrics",
] as const;
export type RefusalKind = (typeof refusalKinds)[number];

export const outsideSystems = ["Etsy", "CartonCloud", "mail"] as const;
export type OutsideSystem = (typeof outsideSystems)[number];

const libraries = ["console", "inngest", "sign-in"] as const;
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "SMTP"] as const;
/** A place in the code: "at work (/app/server/x.js:1:2)". */
const frame = /^at [\w$.<>[\]()/ :@+~-]{1,300}:\d+:\d+\)?$/;

/**
 * The only fields that a line of the log may have, each with the shape of its values: ids, numbers,
 * and words of our own. What is not here is left out; what has another shape is hidden. So neither a
 * token nor a buyer's data gets into the log by a field that nobody thought of.
 */
const shapes = {
  requestId: uuid,
  runId: /^[0-9A-HJKMNP-TV-Z]{26}$/,
  functionId: /^[a-z]{1,20}(-[a-z]{1,20}){0,4}$/,
  runAttempt: number,
  organisationId: uuid,
  customerId: uuid,
  integrationId: uuid,
  orderLinkId: uuid,
  pullId: uuid,
  userId: uuid,
  /** Etsy's receipt_id. */
  receiptId: /^\d{1,20}$/,
  traceId: /^[0-9a-f]{32}$/,
  procedure: /^[a-z]{1,30}\.[a-z]{1,40}$/i,
  system: oneOf(outsideSystems),
  method: oneOf(methods),
  path: pathTemplate,
  status: number,
  ms: number,
  attempt: number,
  kind: oneOf(refusalKinds),
  library: oneOf(libraries),
  directive: /^[a-z]{1,12}(-[a-z]{1,12}){1,2}$/,
  blocked: /^[a-z]{1,12}$/,
  /** Of a network address: tells callers apart, and none of them. */
  from: /^[0-9a-f]{12}$/,
  error: /^[A-Z][A-Za-z]{0,59}$/,
  sqlState: /^[0-9A-Z]{5}$/,
  /** Next's name of a failure, which the person sees too. */
  digest: /^\d{1,20}(@E\d{1,6})?$/,
  stack: frame,
  count: number,
} as const;

export type LogField = keyof typeof shapes;
type Value = string | number | null | undefined;
export type LogFields = { [field in LogField]?: Value | string[] };

export const hidden = "[hidden]";

const shown = (shape: RegExp, value: unknown): unknown =>
  typeof value === "number"
    ? value
    : typeof value === "string" && shape.test(value)
      ? value
      : hidden;

/** What of `given` may be logged. Takes anything, since what is typed away may still arrive. */
export function loggable(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [field, shape] of Object.entries(shapes)) {
    const value = Object.hasOwn(given, field) ? given[field] : undefined;
    if (value === undefined || value === null) continue;
    fields[field] = Array.isArray(value)
      ? value.slice(0, 8).map((one) => shown(shape, one))
      : shown(shape, value);
  }
  return fields;
}

const idFields = [
  "organisationId",
  "customerId",
  "integrationId",
  "orderLinkId",
  "pullId",
] as const satisfies LogField[];

/** The ids in an input or the data of an event; everything else is left. */
export function idsIn(given: unknown): LogFields {
  if (typeof given !== "object" || given === null) return {};
  const record = given as Record<string, unknown>;
  return Object.fromEntries(
    idFields.flatMap((field) => {
      const value = record[field];
      return typeof value === "string" && uuid.test(value) ? [[field, value]] : [];
    }),
  );
}
