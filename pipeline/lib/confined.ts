import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { deserialize } from "node:v8";
import { AlmanacError } from "../contracts/errors.ts";
import type { ConfinedArguments, ConfinedJob, ConfinedWord } from "./confined-child.ts";

/** What a confined process may take for one job. */
export interface ConfinedLimits {
  /** Seconds of the processor, so that a machine with much to do reads what an idle one reads. */
  readonly seconds: number;
  /** Memory that the process has in RAM, in bytes. */
  readonly memory: number;
  /** Memory for objects and strings of JavaScript, in bytes; a part of the above. */
  readonly heap: number;
  /** Size of an answer on its way, in bytes. */
  readonly answer: number;
}

/** What a job came to: the pieces of its answer, or what ended it, with what was last said of it. */
export type ConfinedReply =
  | { readonly pieces: readonly unknown[]; readonly ended: null }
  | { readonly ended: "time" | "memory" | "answer" | "thrown" | "died"; readonly trace: string };

/** A process that works within limits; it is replaced when it dies or is killed. */
export interface Confined {
  /**
   * Asks for an answer; jobs are done one after the other.
   *
   * @param setting What many jobs have in common; sent again only where it is another object than before.
   * @throws AlmanacError where the process cannot be started, which is no fault of the job.
   */
  ask(job: unknown, setting: unknown): Promise<ConfinedReply>;
  /** Ends the process. */
  close(): void;
}

const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Seconds in which the process has to be ready for its first job. */
const START_SECONDS = 60;

/** How much longer than its seconds of the processor a job may take by the clock: it may wait for the processor. */
const PATIENCE = 20;

/** Characters of stderr that are kept. */
const TRACE = 4000;

/** What V8 says on stderr when it gives up for want of memory. */
const OUT_OF_MEMORY = /out of memory|allocation failed|invalid (?:array length|size error)/iu;

/**
 * Starts a process for work on bytes from anywhere. Whatever they make of it (a loop without end, memory
 * without bound, a crash of the engine), this process goes on. It dies with this one, also where this one is
 * killed.
 *
 * It is a process and no thread: V8 ends the whole process where a thread wants too large an array or a full
 * map, and a thread's limits do not count buffers.
 *
 * @param program TypeScript file that calls `serveConfined`.
 */
export function openConfined(program: URL, limits: ConfinedLimits): Confined {
  let worker = start(program, limits);
  let last: Promise<unknown> = Promise.resolve();
  const answer = async (job: unknown, setting: unknown): Promise<ConfinedReply> => {
    if (worker.isSpent()) worker = start(program, limits);
    await worker.ready;
    return exchange(worker, job, setting, limits);
  };
  return {
    ask(job, setting) {
      const asked = last.then(() => answer(job, setting));
      last = asked.catch(() => undefined);
      return asked;
    },
    close() {
      worker.child.kill("SIGKILL");
    },
  };
}

/** How a process ended: its signal or exit code, and the last of its stderr. */
interface End {
  readonly signal: NodeJS.Signals | null;
  readonly how: string;
  readonly stderr: string;
}

interface Worker {
  readonly child: ChildProcess;
  /** Settles when the first job can be sent, or when that will never be. */
  readonly ready: Promise<void>;
  readonly ended: Promise<End>;
  /** Whether it has ended, or has been retired. */
  isSpent(): boolean;
  /** Ends it, so that the next job is done by another. */
  retire(): void;
  /** The setting that it was last sent. */
  setting: unknown;
}

function start(program: URL, { memory, heap, seconds }: ConfinedLimits): Worker {
  const parameters: ConfinedArguments = [String(process.pid), String(memory), String(seconds)];
  const child = fork(fileURLToPath(program), parameters, {
    execArgv: ["--import", TSX, `--max-old-space-size=${Math.floor(heap / 1024 / 1024)}`],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let isSpent = false;
  const retire = (): void => {
    isSpent = true;
    child.kill("SIGKILL");
  };
  const ended = endOf(child);
  void ended.then(retire);
  const ready = readinessOf(child, ended);
  // Whoever asks meets its failure.
  ready.catch(() => undefined);
  return { child, ready, ended, isSpent: () => isSpent, retire, setting: undefined };
}

function endOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve) => {
    let stderr = "";
    child.stderr?.on("data", (text: Buffer) => (stderr = `${stderr}${text.toString()}`.slice(-TRACE)));
    child.once("error", (error) => {
      resolve({ signal: null, how: error.message, stderr });
    });
    child.once("close", (code, signal) => {
      resolve({ signal, how: signal ?? `exit code ${String(code)}`, stderr });
    });
  });
}

async function readinessOf(child: ChildProcess, ended: Promise<End>): Promise<void> {
  const timer = setTimeout(() => child.kill("SIGKILL"), START_SECONDS * 1000);
  const word = new Promise<null>((resolve) => {
    child.once("message", () => {
      resolve(null);
    });
  });
  const end = await Promise.race([word, ended]);
  clearTimeout(timer);
  if (end === null) return;
  throw new AlmanacError(`The process that reads files cannot be started (${end.how}).`, {
    where: process.execPath,
    next: "See that the machine has memory and processes to spare, then run it again: npx almanac doctor",
    cause: new Error(end.stderr),
  });
}

function exchange(
  worker: Worker,
  job: unknown,
  setting: unknown,
  limits: ConfinedLimits,
): Promise<ConfinedReply> {
  const { child } = worker;
  return new Promise((resolve) => {
    const pieces: unknown[] = [];
    let bytes = 0;
    let broken: "time" | "answer" | null = null;
    const stop = (limit: "time" | "answer"): void => {
      broken = limit;
      worker.retire();
    };
    const timer = setTimeout(stop, limits.seconds * PATIENCE * 1000, "time");
    const finish = (reply: ConfinedReply): void => {
      clearTimeout(timer);
      child.off("message", hear);
      resolve(reply);
    };
    const hear = (word: ConfinedWord): void => {
      if (broken !== null || word.is === "ready") return;
      if (word.is === "piece") {
        bytes += word.bytes.length;
        if (bytes > limits.answer) stop("answer");
        else pieces.push(deserialize(word.bytes));
        return;
      }
      // What one job leaves behind must not be counted against the next.
      if (word.memory > limits.memory / 2) worker.retire();
      finish(word.thrown === null ? { pieces, ended: null } : { ended: "thrown", trace: word.thrown });
    };
    child.on("message", hear);
    void worker.ended.then((end) => {
      finish({ ended: broken ?? causeOf(end), trace: `${end.how}\n${end.stderr}` });
    });
    const asked: ConfinedJob = setting === worker.setting ? { job } : { job, setting };
    worker.setting = setting;
    child.send(asked, () => undefined);
  });
}

/** By its own watching thread (see there) or by the kernel, who also kills for want of memory. */
function causeOf({ signal, stderr }: End): "time" | "memory" | "died" {
  if (signal === "SIGVTALRM") return "time";
  return signal === "SIGKILL" || OUT_OF_MEMORY.test(stderr) ? "memory" : "died";
}
