/** A body as text; null when it is longer than `mostBytes`. No more than that is ever held. */
export async function limitedText(
  { body }: Request | Response,
  mostBytes: number,
): Promise<string | null> {
  const reader = body?.getReader();
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

/** The body of a request, as limitedText; one that is too long by its own word is not read at all. */
export const limitedBody = async (request: Request, mostBytes: number): Promise<string | null> =>
  Number(request.headers.get("content-length") ?? 0) > mostBytes
    ? null
    : limitedText(request, mostBytes);

export const tooLarge = () =>
  Response.json({ error: "The message is too large." }, { status: 413 });
