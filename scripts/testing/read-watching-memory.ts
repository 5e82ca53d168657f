import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Reads a stream to its end and watches what the process holds meanwhile.
 *
 * @returns the pieces, the lines ended by CRLF, and the most bytes held above what was held at the
 * tenth piece, right after collecting garbage.
 */
export async function readWatchingMemory(
  stream: ReadableStream<Uint8Array>,
  onText: (text: string, piece: number) => void = () => {},
): Promise<{ pieces: number; lines: number; held: number }> {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const decoder = new TextDecoder();
  let [pieces, lines, held, before] = [0, 0, 0, 0];
  for await (const piece of stream) {
    const text = decoder.decode(piece);
    lines += text.split("\r\n").length - 1;
    onText(text, pieces);
    if (pieces === 10 || pieces % 25 === 24) {
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      if (pieces === 10) before = heapUsed + arrayBuffers;
      else if (before > 0) held = Math.max(held, heapUsed + arrayBuffers - before);
    }
    pieces++;
  }
  return { pieces, lines, held };
}
