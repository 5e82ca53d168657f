import type { Attributes } from "@opentelemetry/api";
import { ownPath } from "./path-template";

/** What is read of a span here; the SDK's own has more. */
export type FinishedSpan = { name: string; attributes: Attributes };
export type Exporter<Span> = {
  export(spans: Span[], done: (result: { code: number }) => void): void;
  shutdown(): Promise<void>;
  forceFlush?(): Promise<void>;
};

/** The only attributes that leave: methods, statuses, hosts, templates and ids. Next adds many more. */
const told = new Set([
  "http.request.method",
  "http.request.resend_count",
  "http.response.status_code",
  "http.method",
  "http.status_code",
  "http.route",
  "next.route",
  "next.span_type",
  "peer.service",
  "server.address",
  "url.template",
  "rpc.method",
  "inngest.function",
  "inngest.run_id",
  "inngest.attempt",
  "smi.organisation_id",
  "smi.integration_id",
  "smi.order_link_id",
]);

/** A name that holds an address keeps its template: "GET /join?token=x" becomes "GET /join". */
function nameOf(name: string): string {
  if (!/[?#@]|:\/\//.test(name)) return name;
  const [, before = "", path = ""] =
    /^((?:[A-Za-z]+ )*)(?:https?:\/\/[^/\s]*)?(\/\S*)?/.exec(name) ?? [];
  return `${before}${ownPath(path)}`.trim();
}

const safe = <Span extends FinishedSpan>(span: Span): Span =>
  Object.create(span, {
    name: { value: nameOf(span.name), enumerable: true },
    attributes: {
      value: Object.fromEntries(Object.entries(span.attributes).filter(([key]) => told.has(key))),
      enumerable: true,
    },
    // Events hold the messages of exceptions, and so does the message of a status.
    events: { value: [], enumerable: true },
    status: { value: { code: statusOf(span) }, enumerable: true },
  });

const statusOf = (span: object): number =>
  "status" in span &&
  typeof span.status === "object" &&
  span.status !== null &&
  "code" in span.status &&
  typeof span.status.code === "number"
    ? span.status.code
    : 0;

/** Sends spans on with nothing but what is known to be harmless: Next's own hold whole addresses. */
export const withoutPersonalData = <Span extends FinishedSpan>(
  exporter: Exporter<Span>,
): Exporter<Span> => ({
  export: (spans, done) => exporter.export(spans.map(safe), done),
  shutdown: () => exporter.shutdown(),
  forceFlush: async () => exporter.forceFlush?.(),
});
