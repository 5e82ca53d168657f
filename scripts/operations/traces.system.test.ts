import { afterAll, beforeAll, expect, it } from "vitest";
import { demoLogins } from "@/db/seed";
import { connectShop, mapleShopId } from "@/scripts/testing/connect-shop";
import { signInToConsole } from "@/scripts/testing/console-client";
import { control } from "@/scripts/testing/control";
import { queryOnce } from "@/scripts/testing/query-once";
import type { TestStack } from "@/scripts/testing/stack";
import { startStack } from "@/scripts/testing/stack";
import { temporaryFolder } from "@/scripts/testing/temporary-folder";
import type { ReceivedSpan } from "./otlp-receiver";
import { startOtlpReceiver } from "./otlp-receiver";

let stack: TestStack;
let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
const folder = temporaryFolder("traces-");

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  stack = await startStack({
    dataDir: folder.path,
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_BSP_SCHEDULE_DELAY: "200",
      PULL_INTERVAL_SECONDS: "3600",
    },
  });
}, 300_000);

afterAll(async () => {
  await stack?.stop();
  receiver?.close();
  folder.remove();
}, 60_000);

async function until<Found>(
  find: () => Found | undefined | Promise<Found | undefined>,
  what: string,
): Promise<Found> {
  for (const end = Date.now() + 45_000; Date.now() < end; ) {
    const found = await find();
    if (found) return found;
    await new Promise((later) => setTimeout(later, 200));
  }
  const names = [...new Set(receiver.spans.map(({ name }) => name))];
  throw new Error(`No ${what} among: ${names.join(" | ")}`);
}

const pulls = async () =>
  (
    await queryOnce(stack.databaseUrl, (sql) => sql<{ state: string }[]>`select state from pull`)
  ).map(({ state }) => state);

/** The names from the root of a trace down to one of its spans. */
function pathTo(span: ReceivedSpan): string[] {
  const parent = receiver.spans.find(
    ({ spanId, traceId }) => spanId === span.parentSpanId && traceId === span.traceId,
  );
  return [...(parent ? pathTo(parent) : []), span.name];
}

it("in the production build one trace leads from the request over the functions to the order in CartonCloud", async () => {
  await connectShop(stack);
  // Nothing but the press of the button is to read the order: neither the first pull nor a webhook.
  await control(stack.etsyUrl, "PUT", "/settings", { webhookUrl: "" });
  await until(async () => {
    const states = await pulls();
    return states.length > 0 && states.every((state) => state === "succeeded");
  }, "first pull that is over");
  await control(stack.etsyUrl, "POST", `/shops/${mapleShopId}/receipts`, { count: 1 });
  const { api } = await signInToConsole(stack.appUrl, demoLogins.admin);
  const [made] = await queryOnce(
    stack.databaseUrl,
    (sql) => sql<{ id: string }[]>`select id from integration`,
  );
  await api.integrations.pullNow.mutate({ integrationId: made?.id ?? "" });
  const order = await until(
    () =>
      receiver.spans.find(
        (span) =>
          /^CartonCloud POST .*\/outbound-orders$/.test(span.name) &&
          pathTo(span)[0]?.startsWith("POST"),
      ),
    "posted order in the trace of a request",
  );
  const path = pathTo(order);
  expect(path[0]).toMatch(/^POST \/api\/trpc/);
  expect(path).toContain("procedure integrations.pullNow");
  expect(path.at(-2)).toBe("function create-outbound-orders");
  const pulled = receiver.spans.find(
    ({ name, traceId }) => /^Etsy GET .*\/receipts$/.test(name) && traceId === order.traceId,
  );
  expect(pulled && pathTo(pulled)).toEqual([
    ...path.slice(0, path.indexOf("procedure integrations.pullNow") + 1),
    "function pull-receipts",
    pulled?.name,
  ]);
}, 120_000);

it("names no cloud that it does not run on, and nothing that a browser was told", () => {
  const sent = receiver.raw.join("\n");
  expect(sent).toContain("self-managed-integrations");
  for (const spilled of ["cloud.provider", "vercel.runtime", "url.full", "http.url", "Bearer"])
    expect(sent).not.toContain(spilled);
});
