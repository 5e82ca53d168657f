/** Full size by CHAOS_FULL=1; else a size for every change. */
export const full = process.env.CHAOS_FULL === "1";

/** Numbers in [0, 1) that follow from the seed alone (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The seeds of a matrix: CHAOS_SEED alone, ten at full size, else one. */
export function seeds(): number[] {
  const given = Number(process.env.CHAOS_SEED);
  if (process.env.CHAOS_SEED && Number.isInteger(given)) return [given];
  return full ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] : [1];
}
