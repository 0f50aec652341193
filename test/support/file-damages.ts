/** A file with one damage. */
export interface DamagedFile {
  /** What was done to it, and where. */
  readonly what: string;
  readonly bytes: Buffer;
}

/** Numbers from 0 up to 1, the same for the same seed: mulberry32, by Tommy Ettinger. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One damage of a kind: where it begins, a number from 0 up to 1 that shapes it, and one for its length. */
type Damage = (bytes: Buffer, at: number, shape: number, length: number) => DamagedFile;

const DAMAGES: readonly Damage[] = [
  (bytes, at, shape) => {
    const bit = Math.floor(shape * 8);
    const damaged = Buffer.from(bytes);
    damaged.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
    return { what: `bit ${bit} of byte ${at} turned`, bytes: damaged };
  },
  (bytes, at, shape) => {
    const damaged = Buffer.from(bytes);
    damaged.writeUInt8((bytes.readUInt8(at) + 1 + Math.floor(shape * 255)) % 256, at);
    return { what: `byte ${at} changed`, bytes: damaged };
  },
  (bytes, at, _shape, length) => {
    const end = Math.min(bytes.length, at + length);
    return { what: `bytes ${at} to ${end} made zero`, bytes: Buffer.from(bytes).fill(0, at, end) };
  },
  (bytes, at, shape, length) => {
    // What a disk mixes up are whole sectors.
    const size = Math.min(length, Math.floor(bytes.length / 2));
    const [one, other] = [at, Math.floor(shape * bytes.length)].map((place) =>
      Math.min(place - (place % 512), bytes.length - size),
    ) as [number, number];
    const damaged = Buffer.from(bytes);
    bytes.copy(damaged, one, other, other + size);
    bytes.copy(damaged, other, one, one + size);
    return { what: `${size} bytes at ${one} and ${other} swapped`, bytes: damaged };
  },
  (bytes, at) => ({ what: `cut off after ${at} bytes`, bytes: bytes.subarray(0, at) }),
  (bytes, _at, shape, length) => {
    const next = numbers(shape * 2 ** 32);
    const garbage = Buffer.from(Array.from({ length }, () => Math.floor(next() * 256)));
    return { what: `${length} bytes of garbage at the end`, bytes: Buffer.concat([bytes, garbage]) };
  },
];

/** Lengths of damages, in bytes: from a word to some blocks. */
const LENGTHS = [8, 512, 4096, 16_384, 65_536];

/**
 * A file with one damage, the same for the same seed: a bit turned, a byte changed, a run of zeros, two
 * stretches swapped, the end cut off, garbage at the end. Every third seed damages the head of the file.
 *
 * @param head Bytes of the file's head.
 */
export function damaged(bytes: Buffer, seed: number, head: number): DamagedFile {
  const next = numbers(seed);
  for (;;) {
    const within = seed % 3 === 0 ? Math.min(head, bytes.length) : bytes.length;
    const damage = DAMAGES[Math.floor(next() * DAMAGES.length)] ?? DAMAGES[0];
    const length = LENGTHS[Math.floor(next() * LENGTHS.length)] ?? 8;
    const done = damage?.(bytes, Math.floor(next() * within), next(), length);
    // Zeros over zeros damage nothing.
    if (done !== undefined && !done.bytes.equals(bytes)) return done;
  }
}
