import type { Effects } from "../contracts/run.ts";
import type { ClosableLog } from "../lib/log.ts";
import { printableJson } from "../lib/printable.ts";

/** What a command has of the world besides files: streams, clock and log. */
export interface Io extends Effects {
  readonly log: ClosableLog;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Results go here and nothing else does. */
  readonly stdout: NodeJS.WritableStream;
}

/** Writes a line of a result. */
export function print(io: Io, line = ""): void {
  io.stdout.write(`${line}\n`);
}

/** Writes a result for machines: one JSON object, then a line end. */
export function printJson(io: Io, value: unknown): void {
  io.stdout.write(`${printableJson(value, 2)}\n`);
}

/** `1 record`, `2 records`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
