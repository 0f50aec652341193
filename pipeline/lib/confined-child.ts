import { serialize } from "node:v8";
import { Worker } from "node:worker_threads";

/** What a confined process is asked. */
export interface ConfinedJob {
  readonly job: unknown;
  /** What this job and the following have in common; absent where it is as before. */
  readonly setting?: unknown;
}

/** What a confined process says: that it is ready, a piece of an answer (serialized by V8), or that the answer ends. */
export type ConfinedWord =
  | { readonly is: "ready" }
  | { readonly is: "piece"; readonly bytes: Uint8Array }
  | {
      readonly is: "end";
      /** Stack of what the work threw; null where it came to its end. */
      readonly thrown: string | null;
      /** Memory that the process has in RAM after the job, in bytes. */
      readonly memory: number;
    };

/** Arguments of a confined process: the id of its parent, and the bytes and seconds that it may have. */
export type ConfinedArguments = readonly [parent: string, memory: string, seconds: string];

const WATCH = new URL("confined-watch.js", import.meta.url);

/**
 * Makes this process a confined one, to be called once by a program that `openConfined` runs: it answers one
 * job after the other until its parent goes.
 *
 * @param answer Gives the answer to a job piece by piece; what it throws is told to the parent.
 */
export function serveConfined(answer: (job: unknown, setting: unknown) => Iterable<unknown>): void {
  const [parent, memory, seconds] = process.argv.slice(2).map(Number);
  /** Seconds of the processor at which the job began. */
  const begun = new Float64Array(new SharedArrayBuffer(8)).fill(Infinity);
  const watch = new Worker(WATCH, { execArgv: [], workerData: { parent, memory, seconds, begun } });
  let setting: unknown;
  const serve = async (asked: ConfinedJob): Promise<void> => {
    if ("setting" in asked) ({ setting } = asked);
    const { user, system } = process.cpuUsage();
    begun[0] = (user + system) / 1e6;
    const thrown = await work(answer, asked.job, setting);
    begun[0] = Infinity;
    await say({ is: "end", thrown, memory: process.memoryUsage.rss() });
  };
  watch.once("message", () => {
    watch.unref();
    process.on("message", (asked: ConfinedJob) => void serve(asked));
    void say({ is: "ready" });
  });
}

async function work(
  answer: (job: unknown, setting: unknown) => Iterable<unknown>,
  job: unknown,
  setting: unknown,
): Promise<string | null> {
  try {
    for (const piece of answer(job, setting)) await say({ is: "piece", bytes: serialize(piece) });
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Waits until the words have left the process, so that an answer is never in memory as a whole. */
function say(word: ConfinedWord): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(word, undefined, undefined, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}
