/**
 * The body as text; null when it is longer than `mostBytes`, by its own word or in truth. No more
 * than that is ever held.
 */
export async function limitedBody(request: Request, mostBytes: number): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) return null;
  const reader = request.body?.getReader();
  if (!reader) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString("utf8");
    size += value.byteLength;
    if (size > mostBytes) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}

export const tooLarge = () =>
  Response.json({ error: "The message is too large." }, { status: 413 });
