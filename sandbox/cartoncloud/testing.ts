import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { cartonCloudTenant, customers } from "@/sandbox/demo";
import { openContract } from "@/sandbox/kernel/contract";
import { startCartonCloudSandbox } from "./start";

/** The contract of CartonCloud's API, or null where it is not at hand. */
export const contract = openContract(resolve("../shared/contracts/cartoncloud-openapi.json"));
export const noContract =
  contract === null && "../shared/contracts/cartoncloud-openapi.json is absent";

export type Json = Record<string, unknown>;
export type Answer = { status: number; headers: Headers; body: unknown };
export type CallOptions = {
  body?: unknown;
  /** Headers to change; undefined leaves one out. */
  headers?: Record<string, string | undefined>;
};

const tenantId = cartonCloudTenant.id;
const patterns: [RegExp, string][] = [
  [/^\/uaa\/oauth\/token$/, "/uaa/oauth/token"],
  [/^\/uaa\/userinfo$/, "/uaa/userinfo"],
  [/^\/tenants\/[^/]+\/([a-z-]+)$/, "/tenants/{tenantId}/$1"],
  [/^\/tenants\/[^/]+\/([a-z-]+)\/search$/, "/tenants/{tenantId}/$1/search"],
  [/^\/tenants\/[^/]+\/([a-z-]+)\/[^/]+$/, "/tenants/{tenantId}/$1/{id}"],
];

/** The operation of the contract that a call meets, such as "GET /uaa/userinfo". */
export function operationOf(method: string, path: string): string {
  const [bare = ""] = path.split("?");
  const found = patterns.find(([pattern]) => pattern.test(bare));
  return `${method} ${found ? bare.replace(found[0], found[1]) : bare}`;
}

/** Statuses that each operation was seen to answer in this test file. */
export const seen = new Map<string, Set<number>>();

/** Starts a stand-in of its own in a folder of its own and gives ways to talk to it. */
export async function openSandbox(options: { dataDir?: string } = {}) {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "cartoncloud-"));
  const { url, close } = await startCartonCloudSandbox({ port: 0, dataDir });
  return {
    ...talkTo(url),
    dataDir,
    async close() {
      await close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Ways to talk to a running stand-in. Each answer of the API is held to the contract. */
export function talkTo(url: string) {
  let token = "";
  const send = async (method: string, path: string, options: CallOptions): Promise<Answer> => {
    const sent = { "Accept-Version": "1", "content-type": "application/json", ...options.headers };
    const headers = Object.fromEntries(
      Object.entries(sent).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
    const body =
      options.body === undefined || typeof options.body === "string"
        ? options.body
        : JSON.stringify(options.body);
    const response = await fetch(url + path, { method, headers, body });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? null : JSON.parse(text),
    };
  };
  const api = async (method: string, path: string, options: CallOptions = {}) => {
    const headers = { Authorization: `Bearer ${token}`, ...options.headers };
    const answer = await send(method, path, { ...options, headers });
    const operation = operationOf(method, path);
    seen.set(operation, (seen.get(operation) ?? new Set()).add(answer.status));
    const problems = contract?.checkAnswer(operation, answer.status, answer.body) ?? [];
    if (problems.length > 0)
      throw new Error(
        `${operation} ${answer.status}: ${problems.join("; ")}\n${JSON.stringify(answer.body)}`,
      );
    return answer;
  };
  const tokenFor = async (clientId: string, secret: string): Promise<Answer> =>
    api("POST", "/uaa/oauth/token", {
      body: "grant_type=client_credentials",
      headers: {
        Authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
    });
  return {
    url,
    api,
    tokenFor,
    async signIn(
      clientId = cartonCloudTenant.clientId,
      secret = cartonCloudTenant.clientSecret,
    ): Promise<void> {
      const { body } = await tokenFor(clientId, secret);
      token = (body as { access_token: string }).access_token;
    },
    token: () => token,
    /** Goes on with a token from elsewhere. */
    useToken(other: string): void {
      token = other;
    },
    /** A call below the demo tenant. */
    tenant: (method: string, path: string, body?: unknown, headers?: CallOptions["headers"]) =>
      api(method, `/tenants/${tenantId}${path}`, { body, headers }),
    control: (method: string, path: string, body?: unknown) =>
      send(method, `/_sandbox${path}`, { body }),
    /** Lifts the limit on posts and sets what else is given. */
    set: (settings: Json = {}) =>
      send("PUT", "/_sandbox/settings", {
        body: { ordersPerMinute: 0, ordersMinIntervalMs: 0, ...settings },
      }),
  };
}

export type Sandbox = Awaited<ReturnType<typeof openSandbox>>;

/** A whole order that imports without an error. */
export function orderBody(reference: string, change: Json = {}): Json {
  return {
    type: "OUTBOUND",
    references: { customer: reference },
    customer: { id: customers[0].id },
    warehouse: { id: customers[0].warehouseIds[0] },
    details: {
      urgent: false,
      instructions: "Gift wrap the mug",
      collect: { requiredDate: "2026-12-01" },
      deliver: {
        address: {
          contactName: "Robin Sample",
          address1: "1 Example Way",
          address2: "Unit 4",
          city: "Portland",
          state: { code: "OR" },
          postcode: "97201",
          country: { iso2Code: "US" },
          phone: "555-0100",
          email: "robin@example.com",
        },
        method: { type: "SHIPPING", requestedService: "Standard" },
        instructions: "Leave at the door",
      },
      invoiceValue: { amount: 56, currency: "USD" },
      allowSplitting: true,
    },
    items: [line("MUG-FOG", 2)],
    ...change,
  };
}

/** One line of an order by product code. */
export function line(code: string, quantity = 1): Json {
  return {
    details: {
      product: { references: { code } },
      approximateUnitPrice: { amount: 28, currency: "USD" },
    },
    measures: { quantity },
    properties: {},
  };
}

/** A search whose conditions all have to hold; each is a pointer and the text it equals. */
export function whereAll(...equals: [pointer: string, value: string][]): Json {
  return {
    condition: {
      type: "AndCondition",
      conditions: equals.map(([pointer, value]) => textEquals(pointer, value)),
    },
  };
}

/** One comparison of text. */
export function textEquals(pointer: string, value: string, method = "EQUAL_TO"): Json {
  return {
    type: "TextComparisonCondition",
    field: { type: "JsonField", pointer },
    value: { type: "ValueField", value },
    method,
  };
}
