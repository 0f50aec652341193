import { createHash } from "node:crypto";
import { basename, join } from "node:path";

import { AlmanacError } from "../contracts/errors.ts";
import { messageOf } from "./errno.ts";
import { PROJECT_DIR } from "./paths.ts";

/** A script that stands inside a page. */
export interface InlineScript {
  /** Between `<script>` and `</script>`, exactly. */
  readonly code: string;
  /** As a Content Security Policy names it: `'sha256-…'`. */
  readonly policy: string;
}

/** Browsers that the script is written for: those of the last three years. */
const TARGETS = ["chrome112", "edge112", "firefox115", "safari16.4"];

/**
 * Bundles scripts for pages, each with everything that it imports, small, with the license comments of
 * its libraries. esbuild does it in a process of its own; the same files give the same bytes.
 *
 * @param directory Folder of the scripts.
 * @param entries Their file names.
 * @returns One script for each entry, in the same order.
 * @throws AlmanacError where one does not compile, and where its text would end the `<script>` around it.
 */
export async function bundleScripts<const Entries extends readonly string[]>(
  directory: string,
  entries: Entries,
): Promise<{ readonly [At in keyof Entries]: InlineScript }> {
  const { build } = await import("esbuild");
  try {
    const { outputFiles } = await build({
      absWorkingDir: PROJECT_DIR,
      entryPoints: entries.map((entry) => join(directory, entry)),
      outdir: join(PROJECT_DIR, "unwritten"),
      write: false,
      bundle: true,
      minify: true,
      format: "iife",
      platform: "browser",
      target: TARGETS,
      charset: "utf8",
      legalComments: "inline",
      logLevel: "silent",
    });
    const scripts = entries.map((entry) => {
      const name = `${basename(entry, ".ts")}.js`;
      const code = outputFiles.find(({ path }) => basename(path) === name)?.text;
      if (code === undefined) throw new Error(`nothing was made of ${entry}`);
      return inlineScript(code);
    });
    return scripts as { readonly [At in keyof Entries]: InlineScript };
  } catch (error) {
    throw new AlmanacError(`The script of the pages for the screen cannot be made: ${messageOf(error)}`, {
      where: directory,
      next: "Correct the file it names; `npm ci` brings back a library that is missing.",
      cause: error,
    });
  }
}

/**
 * Code with the hash that lets it run.
 *
 * @throws Error where the code holds what HTML reads inside a script: its end tag, or the start of a comment.
 */
export function inlineScript(code: string): InlineScript {
  const tag = /<\/script|<!--|<script/i.exec(code)?.[0];
  if (tag !== undefined) throw new Error(`it holds ${tag}, which HTML would read`);
  return { code, policy: `'sha256-${createHash("sha256").update(code).digest("base64")}'` };
}
