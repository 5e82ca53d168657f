export type Json = Record<string, unknown>;
type Parameter = { name: string; in: string; required?: boolean; schema: Json };
type Content = Record<string, { schema?: Json }>;
export type Operation = {
  parameters: Parameter[];
  body?: { required?: boolean; content: Content };
  answers: Record<string, { content?: Content }>;
};

/** Every operation of an OpenAPI document, by its operationId and as "METHOD /path". */
export function readOperations(document: Json): Map<string, Operation> {
  const operations = new Map<string, Operation>();
  const resolve = <T>(value: T): T => {
    const ref = (value as { $ref?: string } | undefined)?.$ref;
    if (!ref) return value;
    const parts = ref.slice(2).split("/");
    return parts.reduce<unknown>((at, key) => (at as Json)[key], document) as T;
  };
  for (const [path, item] of Object.entries(document.paths as Record<string, Json>)) {
    const shared = (item.parameters ?? []) as Parameter[];
    for (const method of ["get", "post", "put", "patch", "delete"]) {
      const raw = item[method] as Json | undefined;
      if (!raw) continue;
      const responses = Object.entries((raw.responses ?? {}) as Operation["answers"]);
      const operation: Operation = {
        parameters: [...shared, ...((raw.parameters ?? []) as Parameter[])].map(resolve),
        body: resolve(raw.requestBody as Operation["body"]),
        answers: Object.fromEntries(responses.map(([status, answer]) => [status, resolve(answer)])),
      };
      operations.set(`${method.toUpperCase()} ${path}`, operation);
      if (typeof raw.operationId === "string") operations.set(raw.operationId, operation);
    }
  }
  return operations;
}
