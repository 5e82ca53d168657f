import { beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { product } from "@/db/schema/organisation";
import { inngest } from "@/inngest/client";
import { receipt } from "@/server/etsy/wire";
import { parseJson } from "@/server/http";
import { sealReceipt } from "@/server/orders/order-link";
import { askProcedure } from "./ask-procedure";
import { makeParties } from "./parties";
import { samples } from "./samples";

let world: Awaited<ReturnType<typeof makeParties>>;
let logged: ReturnType<typeof vi.spyOn>;
beforeAll(async () => {
  vi.spyOn(inngest, "send").mockResolvedValue({ ids: [] });
  logged = vi.spyOn(console, "error").mockImplementation(() => {});
  world = await makeParties();
});

/** Asks a procedure over HTTP as the admin; `body` is what superjson reads. */
async function ask(path: string, body: string) {
  const answer = await askProcedure(path, body, world.parties.admin.viewer);
  return { status: answer.status, text: await answer.text() };
}

/** The input once for each text in it, with the sign put into that text. */
function withSign(input: unknown, sign: string): unknown[] {
  if (typeof input === "string") return [`${input}${sign}`];
  if (typeof input !== "object" || input === null || input instanceof Date) return [];
  return Object.entries(input).flatMap(([key, value]) =>
    withSign(value, sign).map((changed) =>
      Array.isArray(input)
        ? Object.assign([...input], { [key]: changed })
        : { ...input, [key]: changed },
    ),
  );
}

describe("H91: signs that no database keeps", () => {
  it.each([
    ["NUL", "\0"],
    ["half of a surrogate pair", "\ud83d"],
  ])("%s in any text of any procedure is refused in a sentence", async (_name, sign) => {
    const wrong: string[] = [];
    let asked = 0;
    for (const [path, sample] of Object.entries(samples))
      for (const json of withSign(sample?.(world.ids.own), sign)) {
        asked += 1;
        const { status, text } = await ask(path, JSON.stringify({ json }));
        if (status !== 400 || !text.includes("The text holds a sign that cannot be stored."))
          wrong.push(`${path} ${JSON.stringify(json)}: ${status} ${text}`);
      }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(80);
  });

  it("in a receipt or a product of another system are taken out: one of them ends no page", async () => {
    const answer = parseJson(
      '{"receipt_id":1,"name":"A\\u0000da \\ud83d","transactions":[{"sku":"X\\u0000Y","title":"T\\udc00"}]}',
    );
    const read = receipt.parse(answer);
    expect(read).toMatchObject({ name: "Ada \uFFFD", lines: [{ sku: "XY", title: "T\uFFFD" }] });
    sealReceipt(crypto.randomUUID(), read);
    const { organisationId, customerId } = world.ids.own;
    const code = read.lines[0]?.sku ?? "";
    await db().insert(product).values({ organisationId, customerId, code, name: "x" });
  });
});

describe("H92: what superjson can make of an input", () => {
  const integrationId = "integrationId";
  it.each([
    [
      "a bigint",
      `{"json":{"${integrationId}":"1"},"meta":{"values":{"${integrationId}":["bigint"]}}}`,
    ],
    ["a date that is none", `{"json":{"text":"x"},"meta":{"values":{"text":["Date"]}}}`],
    ["a URL that is none", `{"json":{"text":"x"},"meta":{"values":{"text":["URL"]}}}`],
    ["an expression", `{"json":{"text":"/(a+)+$/"},"meta":{"values":{"text":["regexp"]}}}`],
    ["a circle", `{"json":{"a":{}},"meta":{"referentialEqualities":{"a":["a.b"]}}}`],
    ["a map as the whole", `{"json":[["text","x"]],"meta":{"values":["map"]}}`],
    [
      "a class of ours",
      `{"json":{"text":"x"},"meta":{"values":{"text":[["class","DomainError"]]}}}`,
    ],
    ["a symbol", `{"json":{"text":"x"},"meta":{"values":{"text":[["symbol","x"]]}}}`],
    ["no JSON", "{"],
    ["nothing", ""],
    ["null", "null"],
  ])("%s is refused, and nobody is told of a failure of ours", async (_what, body) => {
    logged.mockClear();
    for (const path of ["search.find", "integrations.get", "integrations.pause"]) {
      const { status, text } = await ask(path, body);
      expect(status, `${path} ${text}`).toBeGreaterThanOrEqual(400);
      expect(text).not.toMatch(/ at |node_modules|select /);
      expect(status, `${path} ${text}`).toBeLessThan(500);
    }
  });
});

describe("H96: a body of 100,000 levels", () => {
  it("is refused by a procedure without a failure of ours", async () => {
    const deep = `{"json":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    const { status } = await ask("integrations.pause", deep);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});
