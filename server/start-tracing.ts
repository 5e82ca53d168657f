import { env } from "./env";

/**
 * Sends traces to OTEL_EXPORTER_OTLP_ENDPOINT; where that is not set, nothing is loaded, made or
 * sent. The SDK reads its other OTEL_* variables itself (headers, sampler, service name).
 * @returns whether traces are made
 */
export async function startTracing(): Promise<boolean> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT } = env();
  if (!OTEL_EXPORTER_OTLP_ENDPOINT) return false;
  const { OTLPHttpJsonTraceExporter, registerOTel } = await import("@vercel/otel");
  const { withoutPersonalData } = await import("./span-exporter");
  registerOTel({
    serviceName: "self-managed-integrations",
    // Its spans for fetch hold whole addresses; server/outside-call makes better ones.
    instrumentations: [],
    // A trace is carried to Inngest within the event, and to Etsy and CartonCloud not at all.
    propagators: ["tracecontext"],
    traceExporter: withoutPersonalData(
      new OTLPHttpJsonTraceExporter({
        url: `${OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/$/, "")}/v1/traces`,
      }),
    ),
  });
  return true;
}
