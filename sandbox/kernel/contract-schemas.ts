import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

type Json = Record<string, unknown>;

export type ContractValidator = {
  /** Checks a parsed JSON value. */
  json(schema: Json, value: unknown, place: string): string[];
  /** Checks what came as text (a parameter, a form): "5" is a number, "true" a boolean. */
  text(schema: Json, value: unknown, place: string): string[];
};

/** Builds validators over the components of an OpenAPI document. */
export function createValidator(document: Json, closed: boolean): ContractValidator {
  const old = String(document.openapi).startsWith("3.0");
  const components = adapt(document.components, old, closed) as Json;
  const build = (coerceTypes: boolean) => {
    const Kind = old ? Ajv : Ajv2020;
    const ajv = new Kind({ strict: false, allErrors: true, coerceTypes, logger: false });
    formats.default(ajv);
    ajv.addSchema({ $id: "contract", components });
    return ajv;
  };
  const strict = checker(build(false), (schema) => adapt(schema, old, closed) as Json);
  const loose = checker(build(true), (schema) => {
    // Inside a holder, so that a value that is one piece of text is coerced too.
    return { type: "object", properties: { value: adapt(schema, old, closed) } };
  });
  return {
    json: strict,
    text: (schema, value, place) =>
      loose(schema, { value }, place).map((text) => text.replace("/value", "")),
  };
}

function checker(ajv: Ajv | Ajv2020, prepare: (schema: Json) => Json): ContractValidator["json"] {
  const compiled = new WeakMap<Json, ReturnType<typeof ajv.compile>>();
  return (schema, value, place) => {
    const validate = compiled.get(schema) ?? ajv.compile(prepare(schema));
    compiled.set(schema, validate);
    // Coercion writes into the value: work on a copy.
    validate(structuredClone(value));
    return (validate.errors ?? []).map((error) => {
      const extra = (error.params as Json).additionalProperty;
      const detail = extra === undefined ? "" : ` (${String(extra)})`;
      return `${place}${error.instancePath} ${error.message ?? error.keyword}${detail}`;
    });
  };
}

/** Rewrites references and, for OpenAPI 3.0, `nullable` into what JSON Schema knows. */
function adapt(node: unknown, old: boolean, closed: boolean): unknown {
  if (Array.isArray(node)) return node.map((item) => adapt(item, old, closed));
  if (node === null || typeof node !== "object") return node;
  const { nullable, example, examples, ...rest } = node as Json;
  const schema: Json = {};
  for (const [key, value] of Object.entries(rest)) {
    if (key === "$ref") schema.$ref = String(value).replace("#/", "contract#/");
    else schema[key] = key === "enum" || key === "const" ? value : adapt(value, old, closed);
  }
  if (old && nullable === true) {
    if (typeof schema.type === "string") schema.type = [schema.type, "null"];
    if (Array.isArray(schema.enum)) schema.enum = [...schema.enum, null];
  }
  const named = Object.keys((schema.properties ?? {}) as Json).length > 0;
  const open = schema.type === "object" && named && !("additionalProperties" in schema);
  if (closed && open && !schema.allOf) schema.additionalProperties = false;
  return schema;
}
