import type { TracerProvider } from "@opentelemetry/api";
import { trace } from "@opentelemetry/api";
import { env } from "./env";

/**
 * Sends traces to OTEL_EXPORTER_OTLP_ENDPOINT; where that is not set, nothing is loaded, made or
 * sent. The SDK reads OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES and OTEL_TRACES_SAMPLER itself.
 * @returns whether traces are made
 */
export async function startTracing(): Promise<boolean> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS, VERCEL } = env();
  if (!OTEL_EXPORTER_OTLP_ENDPOINT) return false;
  const { OTLPHttpJsonTraceExporter, registerOTel } = await import("@vercel/otel");
  const { withoutPersonalData } = await import("./span-exporter");
  registerOTel({
    serviceName: "self-managed-integrations",
    // The SDK names Vercel wherever it runs.
    ...(VERCEL ? {} : { attributes: { "cloud.provider": undefined, "vercel.runtime": undefined } }),
    // Its spans for fetch hold whole addresses; server/outside-call makes better ones.
    instrumentations: [],
    // A trace is carried to Inngest within the event, and to Etsy and CartonCloud not at all.
    propagators: ["tracecontext"],
    // By itself the SDK would send every span a second time, past the exporter below.
    spanProcessors: [],
    traceExporter: withoutPersonalData(
      new OTLPHttpJsonTraceExporter({
        url: `${OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/$/, "")}/v1/traces`,
        headers: OTEL_EXPORTER_OTLP_HEADERS,
      }),
    ),
  });
  return true;
}

type Provider = TracerProvider & {
  getDelegate?: () => Provider;
  forceFlush?: () => Promise<void>;
};

/** Sends the spans that wait for their turn; at the end of the process. */
export async function sendTraces(): Promise<void> {
  const known: Provider = trace.getTracerProvider();
  await (known.getDelegate?.() ?? known).forceFlush?.();
}
