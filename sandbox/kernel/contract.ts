import { existsSync, readFileSync } from "node:fs";
import type { Json, Operation } from "./contract-operations";
import { readOperations } from "./contract-operations";
import type { ContractValidator } from "./contract-schemas";
import { createValidator } from "./contract-schemas";

type RequestParts = {
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** Parsed: an object for JSON and for a form. */
  body?: unknown;
  params?: Record<string, string>;
};

/** Says in words where a request or an answer leaves the contract; an empty list when it does not. */
export type Contract = {
  /** Operation ids of the file. */
  operations: string[];
  checkRequest(operation: string, request: RequestParts): string[];
  checkAnswer(operation: string, status: number, body: unknown): string[];
};

/**
 * Loads an OpenAPI file (3.0 with `nullable`, or 3.1). An operation is named by its operationId
 * or as "METHOD /path". With `closed`, fields that a schema does not name are problems too.
 * Null when the file is absent: the contracts are not part of this repository.
 */
export function openContract(file: string, options: { closed?: boolean } = {}): Contract | null {
  if (!existsSync(file)) return null;
  const document = JSON.parse(readFileSync(file, "utf8")) as Json;
  const validator = createValidator(document, options.closed ?? false);
  const operations = readOperations(document);
  const find = (name: string): Operation => {
    const found = operations.get(name);
    if (!found) throw new Error(`The contract has no operation "${name}".`);
    return found;
  };
  return {
    operations: [...operations.keys()].filter((name) => !name.includes(" ")),
    checkRequest: (name, request) => requestProblems(find(name), request, validator),
    checkAnswer: (name, status, body) => answerProblems(find(name), status, body, validator),
  };
}

function requestProblems(operation: Operation, request: RequestParts, check: ContractValidator) {
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([key, value]) => [key.toLowerCase(), value]),
  );
  const places: Record<string, Record<string, string> | undefined> = {
    query: request.query ?? {},
    header: headers,
    path: request.params,
  };
  const problems: string[] = [];
  for (const parameter of operation.parameters) {
    const name = parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name;
    const value = places[parameter.in]?.[name];
    if (value === undefined) {
      if (parameter.required && places[parameter.in])
        problems.push(`${parameter.in} ${parameter.name} is missing`);
    } else problems.push(...check.text(parameter.schema, value, `${parameter.in} ${name}`));
  }
  const named = new Set(operation.parameters.map((parameter) => parameter.name));
  for (const key of Object.keys(request.query ?? {}))
    if (!named.has(key)) problems.push(`query ${key} is not in the contract`);
  return [...problems, ...bodyProblems(operation, request.body, headers["content-type"], check)];
}

function bodyProblems(
  operation: Operation,
  body: unknown,
  contentType: string | undefined,
  check: ContractValidator,
): string[] {
  if (body === undefined || body === null)
    return operation.body?.required ? ["the body is missing"] : [];
  if (!operation.body) return ["a body is sent, but the contract has none"];
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const schema = operation.body.content[type]?.schema;
  if (!schema)
    return [`content type "${type}" is not one of ${Object.keys(operation.body.content)}`];
  return type === "application/x-www-form-urlencoded"
    ? check.text(schema, body, "body")
    : check.json(schema, body, "body");
}

function answerProblems(
  operation: Operation,
  status: number,
  body: unknown,
  check: ContractValidator,
): string[] {
  const answer = operation.answers[String(status)] ?? operation.answers.default;
  if (!answer) return [`status ${status} is not in the contract`];
  const schema = answer.content?.["application/json"]?.schema;
  return schema ? check.json(schema, body, "answer") : [];
}
