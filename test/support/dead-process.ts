import { spawnSync } from "node:child_process";

/** The id of a process that has just ended. */
export const deadPid = (): number => spawnSync(process.execPath, ["--version"]).pid;
