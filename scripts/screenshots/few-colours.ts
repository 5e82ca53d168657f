import { readPng, writePng } from "./png";

const most = 256;

/** The square of the distance of two colours, each 0xRRGGBB. */
const apart = (one: number, other: number): number =>
  ((one >> 16) - (other >> 16)) ** 2 +
  (((one >> 8) & 255) - ((other >> 8) & 255)) ** 2 +
  ((one & 255) - (other & 255)) ** 2;

/** Takes in turn the colour by which the most pixels gain the most, until none gains or all places are taken. */
function choosePalette(counts: ReadonlyMap<number, number>): number[] {
  const open = [...counts].map(([colour, count]) => ({
    colour,
    count,
    off: Number.MAX_SAFE_INTEGER,
  }));
  const palette: number[] = [];
  while (palette.length < most) {
    let next = open[0];
    for (const one of open) if (!next || one.off * one.count > next.off * next.count) next = one;
    if (!next || next.off === 0) return palette;
    palette.push(next.colour);
    for (const one of open) one.off = Math.min(one.off, apart(one.colour, next.colour));
  }
  return palette;
}

/**
 * The same picture in 256 colours at most, which takes a third of the bytes for pages of text.
 * A picture that has no more colours than that stays as it is, pixel by pixel.
 */
export function inFewColours(png: Buffer): Buffer {
  const picture = readPng(png);
  const { pixels } = picture;
  const colours = new Uint32Array(pixels.length / 3);
  const counts = new Map<number, number>();
  for (let at = 0; at < colours.length; at++) {
    const colour = pixels.readUIntBE(at * 3, 3);
    colours[at] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = choosePalette(counts);
  const places = new Map<number, number>();
  for (const colour of counts.keys()) {
    let place = 0;
    for (let at = 1; at < palette.length; at++)
      if (apart(colour, palette[at] ?? 0) < apart(colour, palette[place] ?? 0)) place = at;
    places.set(colour, place);
  }
  return writePng(
    picture,
    palette,
    Uint8Array.from(colours, (colour) => places.get(colour) ?? 0),
  );
}
