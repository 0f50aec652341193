// Preloaded into a process that is to be killed (`node --import tsx --import …/observe.ts`). Says on file descriptor 3, a
// JSON line each, what the process is about to change in the file system; and kills the process right before, or in the
// middle of, the change that ALMANAC_KILL_AT names (a KillAt as JSON). The pipeline knows nothing of it.
import fs, { type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { isMainThread } from "node:worker_threads";
import { type KillAt, kindOf, say, type Step, type StepName } from "./steps.ts";

type Act = (...args: unknown[]) => Promise<unknown>;

const CHANGES = [
  "mkdir",
  "symlink",
  "link",
  "rename",
  "rm",
  "cp",
  "chmod",
  "writeFile",
] as const satisfies readonly StepName[];

const killAt = process.env["ALMANAC_KILL_AT"];
// Children of the process, and its threads, are not observed.
delete process.env["ALMANAC_KILL_AT"];
if (killAt !== undefined && isMainThread)
  await observe(killAt === "" ? null : (JSON.parse(killAt) as KillAt));

async function observe(kill: KillAt | null): Promise<void> {
  let count = 0;
  let met = 0;
  const isTheOne = (step: Step): boolean => {
    if (kill === null || (kill.kind !== null && kindOf(step) !== kill.kind)) return false;
    met += 1;
    return met === kill.nth;
  };
  const announced = async (
    step: Omit<Step, "number">,
    within: () => Promise<unknown>,
    act: () => Promise<unknown>,
  ): Promise<unknown> => {
    count += 1;
    const numbered = { number: count, ...step };
    say(numbered);
    if (!isTheOne(numbered)) return act();
    if (kill?.where === "within") await within();
    process.kill(process.pid, "SIGKILL");
    return new Promise(() => undefined);
  };
  const functions = fs as unknown as Record<(typeof CHANGES)[number], Act>;
  for (const name of CHANGES) {
    const act = functions[name];
    functions[name] = (...args) =>
      announced(
        { name, path: String(args[0]), to: name === "writeFile" ? null : asText(args[1]) },
        () => begun(name, act, args),
        () => act(...args),
      );
  }
  await observeHandles(announced);
  syncBuiltinESMExports();
}

const asText = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** As much of a change as a kill in its middle leaves. */
async function begun(name: StepName, act: Act, args: readonly unknown[]): Promise<void> {
  if (name === "writeFile") await act(args[0], firstHalf(args[1]));
  // Several changes in one: begun, and not waited for.
  if (name === "rm" || name === "cp") {
    act(...args).catch(() => undefined);
    await new Promise((soon) => setTimeout(soon, 1));
  }
}

function firstHalf(content: unknown): Uint8Array {
  const bytes = typeof content === "string" ? Buffer.from(content) : (content as Uint8Array);
  return bytes.subarray(0, Math.ceil(bytes.length / 2));
}

type Announce = (
  step: Omit<Step, "number">,
  within: () => Promise<unknown>,
  act: () => Promise<unknown>,
) => Promise<unknown>;

/** Files that are written and made to last through a handle. */
async function observeHandles(announced: Announce): Promise<void> {
  const handle = await fs.open(process.execPath, "r");
  const prototype = Object.getPrototypeOf(handle) as Record<"write" | "writeFile" | "sync", Act>;
  await handle.close();
  const paths = new WeakMap<FileHandle, string>();
  const { open } = fs;
  fs.open = async (path, ...more) => {
    const opened = await open(path, ...more);
    paths.set(opened, String(path));
    return opened;
  };
  for (const name of ["write", "writeFile", "sync"] as const) {
    const act = prototype[name];
    prototype[name] = function observed(this: FileHandle, ...args: unknown[]) {
      const step = { name, path: paths.get(this) ?? "", to: null };
      const within = (): Promise<unknown> =>
        name === "sync" ? Promise.resolve() : act.call(this, firstHalf(args[0]));
      return announced(step, within, () => act.apply(this, args));
    };
  }
}
