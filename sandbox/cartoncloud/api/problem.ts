/** One error of an answer. `field` is a JSON Pointer to what is wrong in the body. */
export type ErrorItem = {
  message: string;
  field?: string;
  type?: string;
  details?: { duplicateId?: string };
};

/** A refusal of the API: its status and the list of errors that is the body. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly items: ErrorItem[],
    readonly headers: Record<string, string> = {},
  ) {
    super(items.map((item) => item.message).join("; "));
  }
}

/** A refusal with one sentence. */
export function refusal(status: number, message: string): Problem {
  return new Problem(status, [{ message }]);
}

/** A JSON answer of any status; Hono's own helper does not know 228. */
export function answer(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
}
