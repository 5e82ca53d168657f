import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Contract } from "./contract";
import { openContract } from "./contract";

const thing = (nullable: object) => ({
  type: "object",
  required: ["id"],
  properties: { id: { type: "integer", format: "int64" }, note: nullable },
});

function contractOf(openapi: string, nullable: object): Contract {
  const file = join(mkdtempSync(join(tmpdir(), "contract-")), "api.json");
  const json = {
    content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
  };
  const parameters = [
    { name: "limit", in: "query", schema: { type: "integer", maximum: 100 } },
    { name: "Accept-Version", in: "header", required: true, schema: { type: "string" } },
  ];
  const operation = {
    operationId: "makeThing",
    parameters,
    requestBody: json,
    responses: { 200: json },
  };
  const components = { schemas: { Thing: thing(nullable) } };
  const document = { openapi, paths: { "/things": { post: operation } }, components };
  writeFileSync(file, JSON.stringify(document));
  const contract = openContract(file, { closed: true });
  if (!contract) throw new Error("The file was just written.");
  return contract;
}

describe.each([
  ["3.0.2", { type: "string", nullable: true }],
  ["3.1.0", { type: ["string", "null"] }],
])("OpenAPI %s", (version, nullable) => {
  const contract = contractOf(version, nullable);
  const headers = { "accept-version": "1", "content-type": "application/json" };

  test("finds nothing wrong with what the contract allows, null included", () => {
    const body = { id: 5, note: null };
    expect(contract.checkRequest("makeThing", { query: { limit: "5" }, headers, body })).toEqual(
      [],
    );
    expect(contract.checkAnswer("POST /things", 200, body)).toEqual([]);
  });
  test("names each thing wrong with a request", () => {
    const request = { query: { limit: "500", page: "1" }, headers: {}, body: { id: 5 } };
    expect(contract.checkRequest("makeThing", request)).toEqual([
      "query limit must be <= 100",
      "header Accept-Version is missing",
      "query page is not in the contract",
      'content type "" is not one of application/json',
    ]);
  });
  test("names each thing wrong with an answer", () => {
    expect(contract.checkAnswer("makeThing", 200, { note: 3, extra: 1 })).toHaveLength(3);
    expect(contract.checkAnswer("makeThing", 429, {})).toEqual([
      "status 429 is not in the contract",
    ]);
  });
});

test("is null for a file that is not there", () => {
  expect(openContract("/nowhere/api.json")).toBeNull();
});
