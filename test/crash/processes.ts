import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** A process that is alive. */
export interface Alive {
  readonly pid: number;
  readonly command: string;
}

/**
 * Processes that a night has started, whoever is their parent by now: they inherit its environment, and a browser, whose
 * children may write over theirs, runs from the folder that only this night has as its cache.
 *
 * @param mark Value that stands in the environment of the night and nowhere else.
 * @param cacheDir The night's $XDG_CACHE_HOME.
 */
export function processesOf(mark: string, cacheDir: string): Alive[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .map((name) => ({ pid: Number(name), command: read(name, "cmdline").replaceAll("\0", " ") }))
    .filter(({ pid, command }) => command.includes(cacheDir) || read(String(pid), "environ").includes(mark));
}

/** Empty for a process that has ended meanwhile, for one that nobody has waited for, and for one of the kernel. */
function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    return "";
  }
}

/** Those of them that are still alive when there has been time enough to end. */
export async function leftBehind(mark: string, cacheDir: string, withinMs = 20_000): Promise<Alive[]> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const alive = processesOf(mark, cacheDir);
    if (alive.length === 0 || Date.now() > deadline) return alive;
    await pause(20);
  }
}
