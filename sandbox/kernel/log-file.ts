import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

const CHUNK_BYTES = 1 << 20;
const NEWLINE = 10;

/** Writes the whole text; `writeSync` may take several goes at a large line. */
export function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  let done = 0;
  while (done < bytes.length) done += writeSync(fd, bytes, done);
}

/** Opens a file for appending and makes its folder. The caller closes the descriptor. */
export function openForAppend(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, "a");
}

/**
 * Calls `use` with each complete line of a JSONL file, parsed.
 * Bytes behind the last newline are what a killed writer left: they are cut off.
 *
 * @throws Error when a complete line is not JSON, naming the file and line.
 */
export function replayLines(file: string, use: (line: unknown) => void): void {
  if (!existsSync(file)) return;
  const fd = openSync(file, "r+");
  try {
    let rest = Buffer.alloc(0);
    let number = 0;
    for (;;) {
      const chunk = Buffer.alloc(CHUNK_BYTES);
      const read = readSync(fd, chunk, 0, CHUNK_BYTES, null);
      if (read === 0) break;
      let bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE)) {
        number += 1;
        use(parseLine(bytes.toString("utf8", 0, end), file, number));
        bytes = bytes.subarray(end + 1);
      }
      rest = bytes;
    }
    if (rest.length > 0) ftruncateSync(fd, fstatSync(fd).size - rest.length);
  } finally {
    closeSync(fd);
  }
}

function parseLine(text: string, file: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(
      `Line ${number} of ${file} is not JSON. Delete the file to start from the demo world again.`,
    );
  }
}
