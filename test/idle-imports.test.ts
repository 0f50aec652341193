import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";
import { SOURCE_IDS } from "../pipeline/sources/ids.ts";
import { sources } from "../pipeline/sources/registry.ts";

/** Where `almanac nightly` begins; what is imported from here by `import()` is loaded only where it is needed. */
const ENTRIES = ["pipeline/cli.ts", "pipeline/commands/nightly.ts", "pipeline/run.ts"];

/** Libraries that a night needs to see that nothing is new: the command line, the lock, the logs and manifests. */
const NEEDED = ["@duckdb/node-api", "cli-progress", "commander", "zod"];

const STATIC_IMPORT = /^(?:import|export)(?!\s+type\b)(?:[^"';]*?\sfrom)?\s*"(?<to>[^"]+)"/gmu;

/** All that is loaded with a file: the project's own files, and the names of libraries. */
function loadedWith(entries: readonly string[]): { files: Set<string>; libraries: Set<string> } {
  const files = new Set<string>();
  const libraries = new Set<string>();
  const visit = (path: string): void => {
    if (files.has(path)) return;
    files.add(path);
    const text = readFileSync(join(PROJECT_DIR, path), "utf8");
    for (const { groups } of text.matchAll(STATIC_IMPORT)) {
      const to = groups?.["to"] ?? "";
      if (to.startsWith(".")) visit(relative(PROJECT_DIR, join(PROJECT_DIR, dirname(path), to)));
      else if (!to.startsWith("node:")) libraries.add(to);
    }
  };
  for (const entry of entries) visit(entry);
  return { files, libraries };
}

test("a night on which nothing is new loads neither browser nor parser, chart or workbook library", () => {
  const { files, libraries } = loadedWith(ENTRIES);
  expect(files).toContain("pipeline/lib/lock.ts");
  expect([...libraries].sort()).toEqual(NEEDED);
  expect([...files].filter((file) => /\/(?:documents|cleaning|reports|pdf|fetch)\//u.test(file))).toEqual([]);
});

test("the list of sources that it reads instead is that of the sources", () => {
  expect(sources.map(({ id }) => id)).toEqual([...SOURCE_IDS]);
});
