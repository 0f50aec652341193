import { errnoCode } from "./errno.ts";

/** Whether a process of that id is alive on this machine, whoever it belongs to. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errnoCode(error) === "EPERM";
  }
}
