import type { Attributes, Context, Span as OtelSpan } from "@opentelemetry/api";
import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

/** Our own tracer; it does nothing until server/start-tracing has registered one that does. */
const tracer = () => trace.getTracer("self-managed-integrations");

/**
 * The end of a span, for us alone: the SDK ends all that is open of a trace with the page's own span,
 * and the functions that it set off go on after that.
 */
function endOf(span: OtelSpan): () => void {
  const end = span.end.bind(span);
  if (span.isRecording()) span.end = () => {};
  return () => end();
}

export type Span = { tell(attributes: Attributes): void; fail(): void };

/**
 * Runs `work` as one span of the trace under way. A failure marks the span and is thrown on; its
 * message is not told, since it may quote what was sent.
 */
export async function inSpan<Result>(
  name: string,
  about: { kind: "internal" | "client" | "consumer"; attributes: Attributes; parent?: Context },
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  const { kind, attributes, parent = context.active() } = about;
  const kinds = {
    internal: SpanKind.INTERNAL,
    client: SpanKind.CLIENT,
    consumer: SpanKind.CONSUMER,
  };
  return tracer().startActiveSpan(name, { kind: kinds[kind], attributes }, parent, async (span) => {
    const end = endOf(span);
    const fail = () => void span.setStatus({ code: SpanStatusCode.ERROR });
    try {
      return await work({ tell: (more) => void span.setAttributes(more), fail });
    } catch (error) {
      fail();
      throw error;
    } finally {
      end();
    }
  });
}

/** The trace under way as one line of W3C Trace Context; null where there is none. */
export function traceLine(): string | null {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? null;
}

/** The trace that such a line names; a new one where it names none. */
export const traceOf = (line: unknown): Context =>
  typeof line === "string"
    ? propagation.extract(context.active(), { traceparent: line })
    : context.active();
