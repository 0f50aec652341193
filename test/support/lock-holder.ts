import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { onTestFinished } from "vitest";

/** Another process that has tried to take a lock, and what it said: `held`, or why not. */
export interface OtherProcess {
  readonly child: ChildProcess;
  readonly said: string;
}

/** Starts a real process that takes the lock of a warehouse folder; it is killed when the test ends. */
export async function lockElsewhere(warehouseDir: string): Promise<OtherProcess> {
  const script = fileURLToPath(new URL("hold-lock.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, warehouseDir], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  return { child, said: said.toString("utf8").trim() };
}
