import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { HEALTH_INFORMATION } from "../pipeline/contracts/occupation.ts";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";
import { listSnapshots } from "../pipeline/lib/raw-store.ts";
import { readSources } from "../pipeline/read-sources.ts";
import { readHere } from "./support/reading.ts";
import { tempFolder } from "./support/temp-folder.ts";

const SOURCE = "myperfectresume";
const FILE = "health-information-technicians.txt";

let rawDir = "";

beforeEach(async () => {
  rawDir = await tempFolder();
  await cp(join(PROJECT_DIR, "raw", SOURCE), join(rawDir, SOURCE), { recursive: true });
});

/** A later snapshot of the page under another heading. */
async function addUnder(heading: string, name: string, day: string): Promise<void> {
  const page = await readFile(join(PROJECT_DIR, "raw", SOURCE, FILE), "utf8");
  const file = join(rawDir, SOURCE, name);
  const changed = page
    .replaceAll("Health Information Technicians", heading)
    .replaceAll("Health Information and Medical Records Technicians", heading);
  expect(changed).not.toBe(page);
  await writeFile(file, changed);
  await writeFile(`${file}.meta.json`, JSON.stringify({ retrieved_at: `${day}T00:00:00Z` }));
}

async function snapshotsRead() {
  const raw = await listSnapshots(rawDir, [SOURCE]);
  const { readings } = await readSources(raw, HEALTH_INFORMATION, readHere, () => undefined);
  const [reading] = readings;
  return {
    records: reading?.cleaned.length ?? 0,
    states: reading?.snapshots.map(({ snapshot, state, reason }) => [
      snapshot.path.split("/")[1],
      state,
      reason,
    ]),
  };
}

describe("a page that speaks of another occupation than its older snapshots", () => {
  it("is not used: the newest that speaks of the one at hand stands, and it is said why", async () => {
    const { records } = await snapshotsRead();
    await addUnder("Locksmiths", "newer.txt", "2026-07-01");
    await addUnder("Beekeepers", "newest.txt", "2026-07-02");
    const read = await snapshotsRead();
    expect(read.states).toEqual([
      ["newest.txt", "unusable", expect.stringContaining("another occupation (“Beekeepers”)")],
      ["newer.txt", "unusable", expect.stringContaining("another occupation (“Locksmiths”)")],
      [FILE, "current", null],
    ]);
    expect(read.records).toBe(records);
  });

  it("is used where no older one speaks of the occupation at hand either", async () => {
    await addUnder("Locksmiths", FILE, "2026-07-01");
    await addUnder("Beekeepers", "newest.txt", "2026-07-02");
    expect((await snapshotsRead()).states).toEqual([
      ["newest.txt", "current", null],
      [FILE, "superseded", null],
    ]);
  });

  it("is used where it speaks of the occupation by another of its titles", async () => {
    await addUnder("Health Information Technologists", "newest.txt", "2026-07-02");
    expect((await snapshotsRead()).states).toEqual([
      ["newest.txt", "current", null],
      [FILE, "superseded", null],
    ]);
  });
});
