import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of one run of the tests, for what several files read and none changes. */
    runFolder: string;
  }
}

/** Makes the folder of a run of the tests before them and removes it after them. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "almanac-tests-"));
  project.provide("runFolder", folder);
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
