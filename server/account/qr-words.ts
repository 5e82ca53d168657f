/** Error correction of level M by version from 1 on: words of each block, and blocks (ISO/IEC 18004, table 9). */
const correctionWords = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
];
const blockCounts = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];

export const mostVersion = correctionWords.length;

/** How many centres of alignment patterns stand on one side. */
export const alignmentCount = (version: number): number =>
  version === 1 ? 0 : Math.floor(version / 7) + 2;

/** Words of 8 bits that a version holds beside its patterns. */
function allWords(version: number): number {
  const count = alignmentCount(version);
  const patterns = count === 0 ? 0 : (25 * count - 10) * count - 55;
  const modules = (16 * version + 128) * version + 64 - patterns - (version >= 7 ? 36 : 0);
  return Math.floor(modules / 8);
}

const correction = (version: number) => ({
  perBlock: correctionWords[version - 1] ?? 0,
  blocks: blockCounts[version - 1] ?? 0,
});

/** Bytes of text that fit: what is left after mode, length and error correction. */
function capacity(version: number): number {
  const { perBlock, blocks } = correction(version);
  return allWords(version) - perBlock * blocks - (version < 10 ? 2 : 3);
}

/** The smallest version for a text of so many bytes; null where none is large enough. */
export function versionFor(bytes: number): number | null {
  for (let version = 1; version <= mostVersion; version++)
    if (bytes <= capacity(version)) return version;
  return null;
}

/** Product in the field of 256 elements of QR codes. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}

function divisorOf(degree: number): number[] {
  const divisor = [...new Array<number>(degree - 1).fill(0), 1];
  let root = 1;
  for (let turn = 0; turn < degree; turn++) {
    for (let at = 0; at < degree; at++)
      divisor[at] = times(divisor[at] ?? 0, root) ^ (divisor[at + 1] ?? 0);
    root = times(root, 2);
  }
  return divisor;
}

/** The words that let a reader mend a block (Reed-Solomon). */
function correctionOf(block: readonly number[], divisor: readonly number[]): number[] {
  const rest = divisor.map(() => 0);
  for (const word of block) {
    const factor = word ^ (rest.shift() ?? 0);
    rest.push(0);
    divisor.forEach((one, at) => {
      rest[at] = (rest[at] ?? 0) ^ times(one, factor);
    });
  }
  return rest;
}

/** Mode, length and text, filled up to what the version takes. */
function dataWords(text: Uint8Array, version: number): number[] {
  const length = version < 10 ? 8 : 16;
  const bits = `0100${text.length.toString(2).padStart(length, "0")}${[...text]
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("")}0000`;
  const words = (bits.match(/.{1,8}/g) ?? []).map((one) => Number.parseInt(one.padEnd(8, "0"), 2));
  const { perBlock, blocks } = correction(version);
  const due = allWords(version) - perBlock * blocks;
  for (let fill = 0xec; words.length < due; fill ^= 0xec ^ 0x11) words.push(fill);
  return words;
}

/** All words of a code in the order in which they are drawn: blocks take turns, data before correction. */
export function wordsOf(text: Uint8Array, version: number): number[] {
  const { perBlock, blocks } = correction(version);
  const data = dataWords(text, version);
  const shorter = blocks - (data.length % blocks);
  const length = Math.floor(data.length / blocks);
  const divisor = divisorOf(perBlock);
  let at = 0;
  const parts = Array.from({ length: blocks }, (_, block) => {
    const own = data.slice(at, at + length + (block < shorter ? 0 : 1));
    at += own.length;
    return { own, mending: correctionOf(own, divisor) };
  });
  const inTurns = (list: number[][], most: number) =>
    Array.from({ length: most }, (_, turn) =>
      list.flatMap((words) => (turn < words.length ? [words[turn] ?? 0] : [])),
    ).flat();
  return [
    ...inTurns(
      parts.map(({ own }) => own),
      length + 1,
    ),
    ...inTurns(
      parts.map(({ mending }) => mending),
      perBlock,
    ),
  ];
}
