import { readdirSync, readFileSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { STATE_NAMES } from "../pipeline/cleaning/states.ts";
import type { CleanedRecord } from "../pipeline/contracts/record.ts";
import { snapshotMetaSchema } from "../pipeline/contracts/snapshot.ts";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";
import { listSnapshots, storeSnapshot } from "../pipeline/lib/raw-store.ts";
import { readSnapshot } from "../pipeline/read-snapshot.ts";
import { sources } from "../pipeline/sources/registry.ts";
import { fileNameOf } from "../pipeline/stages/fetch.ts";
import { context, readBytes } from "./sources/page-facts.ts";
import { hostilePayloads } from "./support/hostile.ts";
import { tempFolder } from "./support/temp-folder.ts";

const meta = snapshotMetaSchema.parse({});

const payloads = hostilePayloads({ address: "http://127.0.0.1:9", folder: "/tmp/canary" });

/** Texts that a file system, or whoever compares them without care, could take for something else than a state. */
const STATES = [
  "..",
  "../",
  "/",
  "../../../../tmp/canary",
  "CA/../../x",
  "..\\..\\x",
  "CA\u2044x",
  "ＣＡ",
  "ЅС",
  "ca",
  "C\u200bA",
  "ÄÖ",
  "XX",
  "__proto__",
  "constructor",
  "%2e%2e",
  "CA.html",
];

describe("the state of a row, which names files of an edition", () => {
  it("is one that there is, whatever stands in its column of a city table", () => {
    const file = join(PROJECT_DIR, "test", "fixtures", "twins", "myperfectresume.html");
    const page = readBytes(
      "myperfectresume",
      Buffer.from(withStates(readFileSync(file, "utf8"), /(?<=<td[^>]*>)CA(?=<\/td>)/gu)),
    );
    const states = page.cleaned.flatMap(statesOf);
    expect(states.length).toBeGreaterThan(100);
    for (const one of states) expect(STATE_NAMES.has(one), one).toBe(true);
    expect(states).not.toContain("CA");
  });

  it("is one that there is, whatever stands in the column of a release", () => {
    const source = sources.find(({ id }) => id === "bls-oews-metro");
    if (source === undefined) throw new Error("there is no such source");
    const folder = join(PROJECT_DIR, "raw", source.id);
    const name = readdirSync(folder).find((one) => one.endsWith(".csv")) ?? "";
    const bytes = Buffer.from(withStates(readFileSync(join(folder, name), "utf8"), /^[A-Z]{2}(?=,)/gmu));
    const path = `${source.id}/${name}`;
    const { cleaned } = readSnapshot(
      source,
      { snapshot_id: "0", source_id: source.id, path, bytes, meta },
      context,
    );
    const states = cleaned.flatMap(statesOf);
    expect(cleaned.length).toBeGreaterThan(STATES.length);
    for (const one of states) expect(STATE_NAMES.has(one), one).toBe(true);
  });
});

/** The text with all of {@link STATES} in the places of some states. */
function withStates(text: string, place: RegExp): string {
  let at = 0;
  const hostile = text.replaceAll(place, () => STATES[at++ % STATES.length] ?? "");
  expect(at).toBeGreaterThanOrEqual(STATES.length);
  return hostile;
}

const statesOf = ({ outcome }: CleanedRecord): string[] =>
  ("rows" in outcome ? outcome.rows : []).flatMap(({ row }) =>
    "state" in row && typeof row.state === "string" ? [row.state] : [],
  );

describe("what comes from outside and becomes a name in raw/", () => {
  it("stays in the folder of its source, whatever a server or a person calls a page", async () => {
    const raw = await tempFolder();
    const names = payloads.map(({ text }) => text).filter((_, at) => at % 6 === 0);
    const addresses = [
      "https://example.com/%2e%2e/%2e%2e/etc/passwd",
      "https://example.com/..%2f..%2fetc%2fpasswd",
      "https://example.com/a/..;/..\\..\\x",
      "https://example.com/%00.html",
      "https://example.com/.git/.htaccess",
      "https://example.com/page.meta.json",
      `https://example.com/${"long".repeat(200)}.html`,
      "https://[2001:db8::1]/",
    ].map(fileNameOf);
    for (const [at, fileName] of [...names, ...addresses].entries()) {
      const { path } = await storeSnapshot(raw, "a", Buffer.from(`page ${at}`), meta, { fileName });
      expect(path).toMatch(/^a\/\w[\w.-]*$/u);
      expect(path).not.toMatch(/\.meta\.json$/u);
    }
    expect(await readdir(raw)).toEqual(["a"]);
    const { folders } = await listSnapshots(raw, ["a"]);
    expect(folders[0]?.problems).toEqual([]);
    expect(folders[0]?.snapshots).toHaveLength(names.length + addresses.length);
  });

  it("is no path to a folder beside raw/ where it is asked for as a source", async () => {
    const base = await tempFolder();
    await mkdir(join(base, "secret"));
    await mkdir(join(base, "raw", "a"), { recursive: true });
    await writeFile(join(base, "secret", "page.txt"), "secret");
    const asked = ["../secret", join(base, "secret"), "a/../../secret", ".", "..", "", "__proto__"];
    expect((await listSnapshots(join(base, "raw"), asked)).folders).toEqual([]);
  });
});
