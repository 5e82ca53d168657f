import { withinRowsOf } from "@/db/row-scope";
import type { Scope } from "./people/scope";

/** Bytes that are made as fast as they are read; each piece is asked for within the person's rows. */
export function csvStream(
  scope: Scope,
  pieces: AsyncGenerator<string>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await withinRowsOf(scope, () => pieces.next());
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

/** The answer that saves a stream as a file. */
export const csvFile = (fileName: string, body: ReadableStream<Uint8Array>): Response =>
  new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "no-store",
    },
  });
