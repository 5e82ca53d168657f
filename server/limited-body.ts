/** The body as text; null when it is longer than `mostBytes`, by its own word or in truth. */
export async function limitedBody(request: Request, mostBytes: number): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) return null;
  const body = await request.text();
  return body.length > mostBytes ? null : body;
}

export const tooLarge = () =>
  Response.json({ error: "The message is too large." }, { status: 413 });
