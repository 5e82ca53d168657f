import { alignmentCount, versionFor, wordsOf } from "./qr-words";

/** A square of modules, true where dark; `fixed` where patterns stand that no mask changes. */
type Square = { size: number; dark: boolean[][]; fixed: boolean[][] };

const filled = (size: number) =>
  Array.from({ length: size }, () => new Array<boolean>(size).fill(false));

function set({ size, dark, fixed }: Square, x: number, y: number, isDark: boolean): void {
  const [row, fixedRow] = [dark[y], fixed[y]];
  if (!row || !fixedRow || x < 0 || x >= size) return;
  row[x] = isDark;
  fixedRow[x] = true;
}

/** Rings around a centre: a module is dark unless its distance is one of `light`. */
function drawRings(square: Square, x: number, y: number, reach: number, light: number[]): void {
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++)
      set(square, x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
}

function alignmentCentres(version: number, size: number): number[] {
  const count = alignmentCount(version);
  if (count === 0) return [];
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const others = Array.from({ length: count - 1 }, (_, at) => size - 7 - at * step);
  return [6, ...others.reverse()];
}

/** `bits` followed by what is left of them after division by `divisor` (BCH). */
function withRest(bits: number, length: number, divisor: number): number {
  let rest = bits;
  for (let turn = 0; turn < length; turn++)
    rest = (rest << 1) ^ ((rest >>> (length - 1)) * divisor);
  return (bits << length) | rest;
}

/** Which mask is on, at level M. */
function drawFormat(square: Square, mask: number): void {
  const bits = withRest(mask, 10, 0x537) ^ 0x5412;
  const is = (at: number) => ((bits >>> at) & 1) === 1;
  const { size } = square;
  for (let at = 0; at < 15; at++) {
    const along = at < 6 ? at : at < 8 ? at + 1 : 0;
    if (at < 8) set(square, 8, along, is(at));
    else set(square, at === 8 ? 7 : 14 - at, 8, is(at));
    if (at < 8) set(square, size - 1 - at, 8, is(at));
    else set(square, 8, size - 15 + at, is(at));
  }
  set(square, 8, size - 8, true);
}

function drawPatterns(square: Square, version: number): void {
  const { size } = square;
  for (let at = 0; at < size; at++) {
    set(square, 6, at, at % 2 === 0);
    set(square, at, 6, at % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    drawRings(square, x, y, 4, [2, 4]);
  const centres = alignmentCentres(version, size);
  const last = centres.length - 1;
  centres.forEach((x, i) => {
    centres.forEach((y, j) => {
      const underFinder =
        (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0);
      if (!underFinder) drawRings(square, x, y, 2, [1]);
    });
  });
  drawFormat(square, 0);
  if (version < 7) return;
  const bits = withRest(version, 12, 0x1f25);
  for (let at = 0; at < 18; at++) {
    const [far, near] = [size - 11 + (at % 3), Math.floor(at / 3)];
    set(square, far, near, ((bits >>> at) & 1) === 1);
    set(square, near, far, ((bits >>> at) & 1) === 1);
  }
}

/** In pairs of columns from the right, up and down in turn, around the patterns. */
function drawWords({ size, dark, fixed }: Square, words: readonly number[]): void {
  let at = 0;
  for (let pair = 0; pair * 2 < size - 1; pair++) {
    const right = size - 1 - pair * 2 - (pair * 2 >= size - 7 ? 1 : 0);
    for (let step = 0; step < size; step++)
      for (const x of [right, right - 1]) {
        const y = pair % 2 === 0 ? size - 1 - step : step;
        const row = dark[y];
        if (!row || fixed[y]?.[x]) continue;
        row[x] = (((words[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1) === 1;
        at += 1;
      }
  }
}

/** ISO/IEC 18004, table 10; x counts columns, y rows. */
const masks: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** How hard a code is to read: long runs, blocks, what looks like a finder, too much of one colour. */
function penalty({ size, dark }: Square): number {
  const rows = dark.map((row) => row.map(Number).join(""));
  const columns = rows.map((_row, x) => rows.map((row) => row[x]).join(""));
  let sum = 0;
  for (const line of [...rows, ...columns]) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2;
    sum += 40 * [...line.matchAll(/(?=10111010000|00001011101)/g)].length;
  }
  for (let y = 1; y < size; y++)
    for (let x = 1; x < size; x++) {
      const four = [rows[y]?.[x], rows[y]?.[x - 1], rows[y - 1]?.[x], rows[y - 1]?.[x - 1]];
      if (four.every((one) => one === four[0])) sum += 3;
    }
  const share = (rows.join("").replaceAll("0", "").length * 100) / size ** 2;
  return sum + 10 * Math.floor(Math.abs(share - 50) / 5);
}

/**
 * A QR code of a text (ISO/IEC 18004, bytes, level M): rows of modules, true where dark, without the
 * light rim of four modules that it needs around it. Null for a text of more than 666 bytes.
 */
export function qrCode(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  if (version === null) return null;
  const size = version * 4 + 17;
  const square: Square = { size, dark: filled(size), fixed: filled(size) };
  drawPatterns(square, version);
  drawWords(square, wordsOf(bytes, version));
  const drawn = masks.map((mask, number) => {
    const masked = {
      ...square,
      dark: square.dark.map((row, y) =>
        row.map((isDark, x) => (square.fixed[y]?.[x] ? isDark : isDark !== mask(x, y))),
      ),
    };
    drawFormat(masked, number);
    return { dark: masked.dark, penalty: penalty(masked) };
  });
  return drawn.reduce((best, one) => (one.penalty < best.penalty ? one : best)).dark;
}

/** Light modules that a reader needs around a code. */
const rim = 4;

/** A QR code as the path of an SVG of `size` by `size` units, its rim included; null as of qrCode. */
export function qrPicture(text: string): { size: number; path: string } | null {
  const modules = qrCode(text);
  if (!modules) return null;
  const squares = modules.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${x + rim} ${y + rim}h1v1h-1z`] : [])),
  );
  return { size: modules.length + 2 * rim, path: squares.join("") };
}
