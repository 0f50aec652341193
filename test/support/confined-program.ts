import { serveConfined } from "../../pipeline/lib/confined-child.ts";

// A confined process that does what it is told, for the tests of what happens to it then.

const MB = 1_000_000;

const WORK: Readonly<Record<string, () => unknown>> = {
  pid: () => process.pid,
  hang: () => {
    for (;;);
  },
  sleep: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  objects: () => {
    const kept: object[] = [];
    for (;;) kept.push({ at: kept.length, of: [1, 2, 3] });
  },
  map: () => {
    const kept = new Map<number, object>();
    for (;;) kept.set(kept.size, {});
  },
  array: () => "a,".repeat(200 * MB).split(","),
  strings: () => {
    const kept: string[] = [];
    for (;;) kept.push(Buffer.alloc(20 * MB, kept.length).toString("latin1"));
  },
  buffers: () => {
    const kept: Buffer[] = [];
    for (;;) kept.push(Buffer.alloc(20 * MB, 1));
  },
  // More than half of what the tests allow, so that the process is not asked again.
  much: () => Buffer.alloc(200 * MB, 1).length,
  recursion: () => {
    const deeper = (depth: number): number => deeper(depth + 1) + 1;
    return deeper(0);
  },
  crash: () => process.kill(process.pid, "SIGSEGV"),
  throw: () => {
    throw new TypeError("a bug");
  },
};

serveConfined(function* (job, setting) {
  const { work, pieces = 1 } = job as { readonly work: string; readonly pieces?: number };
  if (work === "answer") for (let at = 0; at < pieces; at++) yield { at, text: "x".repeat(MB) };
  else if (work === "setting") yield setting;
  else yield WORK[work]?.();
});
