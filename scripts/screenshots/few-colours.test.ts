import { crc32, deflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { inFewColours } from "./few-colours";
import { readPng, writePng } from "./png";

/** A PNG of three bytes a pixel whose rows are filtered in turn by each of the five ways. */
function filtered(width: number, height: number, colourAt: (x: number, y: number) => number[]) {
  const stride = width * 3;
  const at = (x: number, y: number) =>
    x < 0 || y < 0 ? 0 : (colourAt(Math.floor(x / 3), y)[x % 3] ?? 0);
  const rows = Buffer.alloc(height * (stride + 1));
  for (let y = 0; y < height; y++) {
    rows[y * (stride + 1)] = y % 5;
    for (let x = 0; x < stride; x++) {
      const [left, above, corner] = [at(x - 3, y), at(x, y - 1), at(x - 3, y - 1)];
      const paeth = [left, above, corner].toSorted(
        (a, b) => Math.abs(left + above - corner - a) - Math.abs(left + above - corner - b),
      )[0];
      const guess = [0, left, above, (left + above) >> 1, paeth ?? 0][y % 5] ?? 0;
      rows[y * (stride + 1) + 1 + x] = at(x, y) - guess;
    }
  }
  const framed = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(named), 4);
    return [ends.subarray(0, 4), named, ends.subarray(4)];
  };
  const header = Buffer.from([0, 0, 0, width, 0, 0, 0, height, 8, 2, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    ...framed("IHDR", header),
    ...framed("IDAT", deflateSync(rows)),
    ...framed("IEND", Buffer.alloc(0)),
  ]);
}

/** What a picture of a palette shows, read by the palette that stands in it. */
function shown(png: Buffer): number[][] {
  const start = png.indexOf("PLTE");
  const palette = png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4));
  const asColour = Buffer.from(png);
  // Read as if each place were a pixel of its own: the reader knows no palette.
  const width = png.readUInt32BE(16);
  expect(png[25]).toBe(3);
  asColour[25] = 2;
  asColour.writeUInt32BE(width / 3, 16);
  return [...readPng(asColour).pixels].map((place) => [
    ...palette.subarray(place * 3, place * 3 + 3),
  ]);
}

const pixelsOf = (png: Buffer): number[][] => {
  const { pixels } = readPng(png);
  return Array.from({ length: pixels.length / 3 }, (_, at) => [
    ...pixels.subarray(at * 3, at * 3 + 3),
  ]);
};

it("reads what each of the five filters of rows left, and keeps a picture of few colours as it is", () => {
  const few = filtered(12, 10, (x, y) => [x * 20, y * 25, (x % 3) * 90]);
  expect(pixelsOf(few)[13]).toEqual([20, 25, 90]);
  expect(shown(inFewColours(few))).toEqual(pixelsOf(few));
});

it("moves no pixel far where there are more colours than places, and none that fills an area", () => {
  const many = filtered(60, 60, (x, y) => (y < 30 ? [10, 200, 30] : [x * 4, y * 4, x + y]));
  const [before, after] = [pixelsOf(many), shown(inFewColours(many))];
  expect(after.slice(0, 1800)).toEqual(before.slice(0, 1800));
  const far = before.map((colour, at) =>
    Math.hypot(...colour.map((part, channel) => part - (after[at]?.[channel] ?? 0))),
  );
  expect(Math.max(...far)).toBeLessThan(20);
  expect(Math.max(...far)).toBeGreaterThan(0);
});

it("refuses what it cannot read", () => {
  expect(() => readPng(writePng({ width: 3, height: 1 }, [0], new Uint8Array(3)))).toThrow("Only");
});
