import { PassThrough, Readable } from "node:stream";

import type { Io } from "../../pipeline/commands/io.ts";
import { createLog } from "../../pipeline/lib/log.ts";

/** An {@link Io} for tests, and what was written to it. */
export interface TestIo {
  readonly io: Io;
  /** What went to stdout. */
  readonly out: () => string;
  /** What the log said, in plain lines. */
  readonly said: () => string;
}

/** A world in which it is always 1 August 2026, 06:00 UTC. */
export function testIo(): TestIo {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const pieces = { out: "", said: "" };
  stdout.on("data", (piece: Buffer) => (pieces.out += piece.toString("utf8")));
  stderr.on("data", (piece: Buffer) => (pieces.said += piece.toString("utf8")));
  const io: Io = {
    stdout,
    stdin: Readable.from([]),
    log: createLog(stderr, "plain"),
    now: () => new Date("2026-08-01T06:00:00Z"),
  };
  return { io, out: () => pieces.out, said: () => pieces.said };
}
