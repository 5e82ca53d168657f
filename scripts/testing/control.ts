type Json = Record<string, unknown>;

/** Tells a stand-in something by its control routes. @throws Error with its answer when it refuses */
export async function control(
  url: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Json> {
  const answer = await fetch(`${url}/_sandbox${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Json;
}
