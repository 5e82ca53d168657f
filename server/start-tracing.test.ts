import { afterEach, expect, it, vi } from "vitest";
import { testEnvironment } from "@/scripts/testing/environment";

const loaded = vi.hoisted(() => ({ times: 0 }));
vi.mock("@vercel/otel", async (original) => {
  loaded.times += 1;
  return original();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

async function started(endpoint: string): Promise<boolean> {
  const given = { ...testEnvironment, DATABASE_URL: "postgres://localhost/x" };
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
  vi.resetModules();
  return (await import("./start-tracing")).startTracing();
}

it("without a collector nothing is loaded, made or sent, and the work is done all the same", async () => {
  const sent = vi.spyOn(globalThis, "fetch");
  expect(await started("")).toBe(false);
  const { inSpan, traceLine } = await import("./trace");
  const about = { kind: "client", attributes: {} } as const;
  expect(await inSpan("work", about, async () => traceLine())).toBeNull();
  await expect(inSpan("work", about, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(loaded.times).toBe(0);
  expect(sent).not.toHaveBeenCalled();
});

it("with one the SDK is loaded", async () => {
  expect(await started("http://127.0.0.1:9")).toBe(true);
  expect(loaded.times).toBe(1);
});

it("refuses an address that is none, in words", async () => {
  await expect(started("collector")).rejects.toThrow(
    "OTEL_EXPORTER_OTLP_ENDPOINT must be the address of an OpenTelemetry collector",
  );
});
