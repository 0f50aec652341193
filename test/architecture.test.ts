import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";

/** Folder of pipeline/ → folders that its files may import, itself apart. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  lib: ["contracts"],
  fetch: ["contracts", "lib"],
  documents: ["contracts", "lib"],
  cleaning: ["contracts", "lib"],
  sources: ["contracts", "documents", "cleaning", "lib"],
  changes: ["contracts", "lib"],
  stages: ["contracts", "documents", "cleaning", "changes", "fetch", "lib", "pdf"],
  pdf: ["contracts", "lib"],
  reports: ["contracts", "lib"],
  commands: [
    "contracts",
    "documents",
    "cleaning",
    "changes",
    "fetch",
    "lib",
    "sources",
    "stages",
    "reports",
    ".",
  ],
};

/** Files of documents/ that read bytes of any kind, which documents/tables/ may import. */
const BYTES = ["documents/decode.ts", "documents/file-kind.ts"];

/** Libraries that open workbooks and archives; files from anywhere reach them within limits only. */
const TABLE_LIBRARIES = ["@e965/xlsx", "fflate"];

/** Writes a workbook of the warehouse's own rows, and opens none. */
const WORKBOOK_WRITER = "lib/export/workbook.ts";

/** Folders whose files stand alone, so that only the files named after the pipeline put them together. */
const APART = new Set(["stages"]);

interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly imports: readonly string[];
}

function sourceFiles(): SourceFile[] {
  const root = join(PROJECT_DIR, "pipeline");
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => path.replaceAll("\\", "/"))
    .map((path) => {
      const text = readFileSync(join(root, path), "utf8");
      const found = [...text.matchAll(/(?:from|import\()\s*"(?<to>\.{1,2}\/[^"]+)"/gu)];
      const imports = found.map((match) =>
        normalize(join(dirname(path), match.groups?.["to"] ?? "")).replaceAll("\\", "/"),
      );
      return { path, folder: folderOf(path), imports };
    });
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.indexOf("/")) : ".";
}

const files = sourceFiles();

test("files import only what their folder may", () => {
  const wrong = files.flatMap(({ path, folder, imports }) => {
    const allowed = MAY_IMPORT[folder];
    if (allowed === undefined) return [];
    return imports
      .filter((to) => folderOf(to) !== folder && !allowed.includes(folderOf(to)))
      .map((to) => `${path} → ${to}`);
  });
  expect(files.length).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
});

test("no stage imports another", () => {
  const wrong = files
    .filter(({ folder }) => APART.has(folder))
    .flatMap(({ path, imports }) =>
      imports.filter((to) => APART.has(folderOf(to))).map((to) => `${path} → ${to}`),
    );
  expect(wrong).toEqual([]);
});

test("no source imports another", () => {
  const sourceOf = (path: string): string => path.split("/").slice(0, 2).join("/");
  const wrong = files
    .filter(({ folder, path }) => folder === "sources" && path !== "sources/registry.ts")
    .flatMap(({ path, imports }) =>
      imports
        .filter((to) => folderOf(to) === "sources" && sourceOf(to) !== sourceOf(path))
        .map((to) => `${path} → ${to}`),
    );
  expect(wrong).toEqual([]);
});

test("the reading of tables knows nothing of pages", () => {
  const tables = files.filter(({ path }) => path.startsWith("documents/tables/"));
  const wrong = tables.flatMap(({ path, imports }) =>
    imports
      .filter((to) => folderOf(to) === "documents" && !to.startsWith("documents/tables/"))
      .filter((to) => !BYTES.includes(to))
      .map((to) => `${path} → ${to}`),
  );
  expect(tables.length).toBeGreaterThan(3);
  expect(wrong).toEqual([]);
});

test("only documents/tables opens workbooks and archives", () => {
  const openers = files
    .filter(({ path }) => {
      const text = readFileSync(join(PROJECT_DIR, "pipeline", path), "utf8");
      return TABLE_LIBRARIES.some((library) => text.includes(`"${library}"`));
    })
    .map(({ path }) => path);
  expect(openers.length).toBeGreaterThan(0);
  const elsewhere = openers.filter((path) => !path.startsWith("documents/tables/"));
  expect(elsewhere).toEqual([WORKBOOK_WRITER]);
});

test("only fetch/ opens connections", () => {
  const openers = files
    .filter(({ path }) => {
      const text = readFileSync(join(PROJECT_DIR, "pipeline", path), "utf8");
      return /from "(?:undici|node:(?:https?|http2|net|tls|dgram|dns(?:\/promises)?))"|\bfetch\(/u.test(text);
    })
    .map(({ path }) => path);
  expect(openers.length).toBeGreaterThan(0);
  expect(openers.filter((path) => !path.startsWith("fetch/"))).toEqual([]);
});

test("imports form no circle", () => {
  const byPath = new Map(files.map((file) => [file.path, file.imports]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
    else if (!done.has(path)) for (const to of byPath.get(path) ?? []) visit(to, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  expect(circles).toEqual([]);
});

test("only cli.ts ends the process", () => {
  const enders = files
    .filter(({ path }) =>
      /process\.exit(?:Code)?\b/u.test(readFileSync(join(PROJECT_DIR, "pipeline", path), "utf8")),
    )
    .map(({ path }) => path);
  expect(enders.filter((path) => path !== "cli.ts")).toEqual([]);
});
