import { AlmanacError } from "../contracts/errors.ts";
import { errnoCode, messageOf } from "./errno.ts";

/** Words that a system has for a full disk, and for a quota that is used up; DuckDB hands on no code. */
const FULL = /No space left on device|Disk quota exceeded|not enough space on the disk/iu;

/**
 * The error of a full disk that lies under another, in words that say what to do; null where there is none. Whatever
 * was being written, the remedy is the same, and the advice of the error above would lead astray.
 *
 * @param error Whatever was thrown, with what caused it.
 * @param folder Named where the error tells no file.
 */
export function diskFull(error: unknown, folder: string): AlmanacError | null {
  for (let under = error; under instanceof Error; under = under.cause) {
    if (!["ENOSPC", "EDQUOT"].includes(errnoCode(under) ?? "") && !FULL.test(under.message)) continue;
    return new AlmanacError(`the disk is full: ${messageOf(under).split("\n", 1).join("")}`, {
      where: fileOf(under) ?? whereOf(error) ?? folder,
      next: "Make room on the disk that this lies on, then run it again; what was published before stands.",
      cause: error,
    });
  }
  return null;
}

/** The file that could not be written, as the system or DuckDB names it. */
function fileOf(error: Error): string | null {
  if ("path" in error && typeof error.path === "string") return error.path;
  return /Could not \w+ file "(?<path>[^"]+)"/u.exec(error.message)?.groups?.["path"] ?? null;
}

const whereOf = (error: unknown): string | null => (error instanceof AlmanacError ? error.where : null);
