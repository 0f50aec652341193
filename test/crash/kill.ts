import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { leftBehind } from "./processes.ts";
import { type KillAt, kindOf, type Step } from "./steps.ts";

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Programs that are run and killed. */
export const PROGRAMS = {
  /** The real night: `almanac nightly`. */
  almanac: file("../../pipeline/almanac.js"),
  /** The same with addresses of the test's own. */
  fetchingNight: file("fetching-night.ts"),
  smallNight: file("small-night.ts"),
  observe: file("observe.ts"),
} as const;

const REAL_NIGHT = ["tsx", PROGRAMS.observe, file("observe-printing.ts")];

/** When a process is to be killed. */
export type Kill =
  /** By itself, right before a change or in its middle. */
  | KillAt
  /** From outside, so many milliseconds after the nth step of a kind. */
  | { readonly kind: string; readonly nth: number; readonly milliseconds: number };

/** A process to run. */
export interface Program {
  readonly script: string;
  /** Loaded before it; by default it runs as it is written, observed, with its prints. */
  readonly preloads?: readonly string[];
  readonly args: readonly string[];
  /** Folder that is its $XDG_CACHE_HOME and its $TMPDIR, and that of no process of another test. */
  readonly cacheDir: string;
  readonly kill: Kill | null;
}

/** How a process ended. */
export interface Ended {
  /** What it had told by then. */
  readonly steps: readonly Told[];
  readonly isKilled: boolean;
  /** Null where it was killed. */
  readonly exitCode: number | null;
  readonly stderr: string;
}

/** A step, and when it was told. */
export interface Told extends Step {
  /** Milliseconds since the process was started. */
  readonly at: number;
}

/**
 * Runs a program, observed, until it ends or is killed, and sees that nothing that it started lives on. A process that
 * was to be killed by a step or a time that did not come ends by itself.
 */
export async function run({ script, preloads = REAL_NIGHT, args, cacheDir, kill }: Program): Promise<Ended> {
  const mark = randomUUID();
  const byItself = kill !== null && "where" in kill ? JSON.stringify(kill) : "";
  const options = preloads.flatMap((module) => ["--import", module]);
  const child = spawn(process.execPath, [...options, script, ...args], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      XDG_CACHE_HOME: cacheDir,
      ALMANAC_KILL_AT: byItself,
      ALMANAC_TEST_NIGHT: mark,
      NODE_OPTIONS: "",
    },
  });
  const heard = listen(child, kill);
  const [exitCode, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  clearTimeout(heard.timer);
  expect(await leftBehind(mark, cacheDir), "processes left behind").toEqual([]);
  return { steps: heard.steps, isKilled: signal === "SIGKILL", exitCode, stderr: heard.stderr };
}

interface Heard {
  readonly steps: Told[];
  stderr: string;
  timer: NodeJS.Timeout | undefined;
}

function listen(child: ChildProcess, kill: Kill | null): Heard {
  const heard: Heard = { steps: [], stderr: "", timer: undefined };
  const started = Date.now();
  let met = 0;
  const hear = (step: Step): void => {
    heard.steps.push({ ...step, at: Date.now() - started });
    if (kill === null || !("milliseconds" in kill) || kindOf(step) !== kill.kind) return;
    met += 1;
    if (met === kill.nth) heard.timer = setTimeout(() => child.kill("SIGKILL"), kill.milliseconds);
  };
  hear({ number: 0, name: "stage", path: "start", to: null });
  createInterface(child.stdio[3] as NodeJS.ReadableStream).on("line", (line) => {
    hear(JSON.parse(line) as Step);
  });
  createInterface(child.stderr as NodeJS.ReadableStream).on("line", (line) => {
    heard.stderr += `${line}\n`;
    const stage = stageOf(line);
    if (stage !== null) hear({ number: 0, name: "stage", path: stage, to: null });
  });
  return heard;
}

/** The stage that a line of `--json` on stderr begins. */
function stageOf(line: string): string | null {
  if (!line.startsWith('{"event":"stage"')) return null;
  return (JSON.parse(line) as { readonly name: string }).name;
}

/** Folders of a test, as the command line takes them. */
export const folderArgs = (base: string): string[] =>
  (
    [
      ["--raw", "raw"],
      ["--warehouse", "warehouse"],
      ["--out", "reports"],
    ] as const
  ).flatMap(([option, name]) => [option, join(base, name)]);
