/** Whether this is `npm run test:crash`; a shorter form runs with all tests. */
export const isLong = process.env["ALMANAC_CRASH"] === "long";

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** So many of a list, the same for the same seed, one from each stretch of it. */
export function picked<Item>(items: readonly Item[], count: number, seed: number): Item[] {
  const next = random(seed);
  return Array.from({ length: count }, (_, index) => {
    const place = Math.floor(((index + next()) * items.length) / count);
    return items[place];
  }).filter((item) => item !== undefined);
}
