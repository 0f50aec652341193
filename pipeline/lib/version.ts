import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_DIR } from "./paths.ts";

/** Version of the almanac, as package.json says. */
export function projectVersion(): string {
  const text = readFileSync(join(PROJECT_DIR, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
