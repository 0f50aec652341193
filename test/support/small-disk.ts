import { execFileSync } from "node:child_process";
import { rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A disk of its own, made in memory. */
export interface SmallDisk {
  readonly folder: string;
  /** Fills it until so many bytes are left. */
  readonly fill: (bytesLeft: number) => Promise<void>;
  readonly makeRoom: () => Promise<void>;
  /** Lets nobody write to a folder of it, not even root, while work is done. */
  readonly readOnly: <Result>(folder: string, work: () => Promise<Result>) => Promise<Result>;
  readonly remove: () => void;
}

/** Mounts a disk of so many MB on a folder; null where this user may not. */
export function smallDisk(folder: string, megabytes: number): SmallDisk | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return null;
  try {
    mount("-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder);
  } catch {
    return null;
  }
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill: async (bytesLeft) => {
      const { bavail, bsize } = await statfs(folder);
      await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytesLeft)));
    },
    makeRoom: () => rm(ballast, { force: true }),
    readOnly: async (below, work) => {
      mount("--bind", below, below);
      try {
        mount("-o", "remount,bind,ro", below);
        return await work();
      } finally {
        unmount(below);
      }
    },
    remove: () => {
      unmount(folder);
    },
  };
}

const mount = (...args: string[]): void => void execFileSync("mount", args, { stdio: "ignore" });
const unmount = (folder: string): void => void execFileSync("umount", [folder], { stdio: "ignore" });
