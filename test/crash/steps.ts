import { writeSync } from "node:fs";

/** What a process that is observed does, as `observe.ts` and `observe-printing.ts` tell it. */
export type StepName =
  | "mkdir"
  | "symlink"
  | "link"
  | "rename"
  | "rm"
  | "cp"
  | "chmod"
  | "writeFile"
  | "write"
  | "sync"
  | "print"
  | "printed"
  | "stage";

/** A change that a process is about to make, the begin or end of a print, or the begin of a stage. */
export interface Step {
  /** Changes are counted from 1; 0 for anything else. */
  readonly number: number;
  readonly name: StepName;
  /** File or folder; with `stage` the name of the stage. */
  readonly path: string;
  /** The second path of a change that has two. */
  readonly to: string | null;
}

/** A step without what is another in every night: digests, numbers, names that are unique. */
export const kindOf = ({ name, path, to }: Step): string =>
  `${name} ${path} ${to ?? ""}`.replaceAll(/[0-9a-f]{8,}|\d+/gu, "#");

/** The change that a process is to kill itself at. */
export interface KillAt {
  /** As {@link kindOf} gives it; null for changes of every kind. */
  readonly kind: string | null;
  /** The how manieth change of that kind, from 1. */
  readonly nth: number;
  readonly where: "before" | "within";
}

/** Tells the test of a step, through file descriptor 3. */
export function say(step: Step): void {
  writeSync(3, `${JSON.stringify(step)}\n`);
}

/** Whether a kill may fall into the middle of it. */
export const isDivisible = ({ name }: Step): boolean => ["writeFile", "write", "rm", "cp"].includes(name);

/** Whether it makes an edition the last one: `latest` is renamed into place. */
export const isSwitch = ({ name, to }: Step): boolean =>
  name === "rename" && to?.endsWith("/latest") === true;

/** Phases of a night in their order, each with what begins it. */
const PHASES: readonly (readonly [string, RegExp])[] = [
  ["fetch", /^stage fetch/u],
  ["store a snapshot", /^\w+ \S*\/raw\//u],
  ["fetch log", /^\w+ \S*\/fetches\.jsonl/u],
  [
    "take the lock, sweep, make room",
    /^(?:mkdir|symlink) \S*\/(?:builds|editions)|\.lock-|run\.lock|\.duckdb\.out/u,
  ],
  ["extract and clean", /^stage extract/u],
  ["load, model and check", /^stage load/u],
  ["start of the browser, load, verify", /^(?!rm )\w+ \S*\/health-careers-almanac/u],
  ["charts", /^stage print/u],
  ["print PDFs", /^print /u],
  ["finish PDFs", /^printed /u],
  ["write pages", /^(?:writeFile|mkdir) \S*\/\.building-\S*(?:\.pdf|\.html|\/states|evidence\.json)/u],
  ["changes", /^writeFile \S*\/changes\./u],
  ["seal the warehouse, manifest", /^chmod |^writeFile \S*\/manifest\.json|^sync \S*\/builds/u],
  ["sync", /^sync \S*\/\.building-/u],
  [
    "switch",
    /^rename \S*\/\.building-\S* \S*\/editions\/(?!\.)|\/latest\b|\/\.latest|almanac\.duckdb|^sync \S*\/(?:editions|reports|warehouse) /u,
  ],
  ["sweep", /^rm |^rename |^cp /u],
  ["ledger", /^\w+ \S*\/runs\.jsonl/u],
];

/** The names of the phases that a night has. */
export const PHASE_NAMES: readonly string[] = ["start", ...PHASES.map(([name]) => name)];

/** The phase that a process was in when it had told these steps. */
export function phaseOf(steps: readonly Step[]): string {
  for (const { name, path, to } of steps.toReversed()) {
    const found = PHASES.find(([, begin]) => begin.test(`${name} ${path} ${to ?? ""}`));
    if (found !== undefined) return found[0];
  }
  return "start";
}
