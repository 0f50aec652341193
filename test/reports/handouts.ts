import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";
import { type Configuration, DEFAULT_CONFIGURATION } from "../../pipeline/contracts/configuration.ts";
import type { Evidence } from "../../pipeline/contracts/evidence.ts";
import type { SourceReading } from "../../pipeline/contracts/reading.ts";
import { silentLog } from "../../pipeline/lib/log.ts";
import { openPress, type Press, printPages } from "../../pipeline/print-edition.ts";
import { cityRows, sampleReading, type SampleFact } from "../warehouse/sample.ts";
import { finishedWarehouse } from "../warehouse/published.ts";
import { pdfInside, type PdfInside } from "../support/pdf-inside.ts";
import { EDITION } from "./pages.ts";

/** A line of a city table, as a test makes it. */
export interface MadeCity {
  readonly name: string;
  readonly salary: { readonly typical: number; readonly low: number; readonly high: number } | null;
  readonly jobs: number;
}

/** So many cities with names, salaries and jobs that all differ. */
export function manyCities(count: number): MadeCity[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `${"Abcdefghijklmnopqrstuvwxyz"[i % 26] ?? ""}ville ${["North", "South", "East", "West"][i % 4] ?? ""} – ${"mnopqrst"[i % 8] ?? ""}${"aeiou"[i % 5] ?? ""}ton ${"bcdfghjk"[Math.floor(i / 26)] ?? ""}`,
    salary: { typical: 30_000 + 130 * i, low: 21_000 + 100 * i, high: 52_000 + 170 * i },
    jobs: 10 * (count - i + 3),
  }));
}

/** The reading of a source whose table holds these cities of one state. */
export function citiesOf(state: string, cities: readonly MadeCity[]): SourceReading {
  const facts = cities.map(({ name, salary, jobs }): SampleFact => ({
    kind: "city_row",
    raw_text: `${state}${name}`,
    outcome: { disposition: "loaded", rows: cityRows(state, name, salary, jobs, 0.12) },
  }));
  return sampleReading("cities", facts);
}

/** A handout printed by the real browser. */
export interface Handout {
  readonly html: string;
  readonly pdf: Uint8Array;
  readonly inside: PdfInside;
  readonly evidence: Evidence;
}

/** Loads readings into a warehouse file of their own and prints the handout of a state from it. */
export async function printHandout(
  state: string,
  readings: readonly SourceReading[],
  configuration: Configuration = DEFAULT_CONFIGURATION,
): Promise<Handout> {
  const folder = mkdtempSync(join(tmpdir(), "almanac-test-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const { file } = await finishedWarehouse(folder, [...readings]);
  const press = await pressOf(configuration);
  const request = { edition: EDITION, dir: folder, press, configuration, log: silentLog };
  await printPages({ ...request, warehousePath: file }, [`states/${state}`]);
  const pdf = await readFile(join(folder, "states", `${state}.pdf`));
  return {
    html: await readFile(join(folder, "states", `${state}.html`), "utf8"),
    pdf,
    inside: await pdfInside(pdf),
    evidence: JSON.parse(await readFile(join(folder, "evidence.json"), "utf8")) as Evidence,
  };
}

/** Browsers take a second to start: one for each configuration, closed after the last test of a file. */
const presses = new Map<string, Promise<Press>>();

function pressOf(configuration: Configuration): Promise<Press> {
  const key = JSON.stringify(configuration);
  const press = presses.get(key) ?? openPress(configuration);
  presses.set(key, press);
  return press;
}

afterAll(async () => {
  for (const press of presses.values()) await (await press).printer.close();
  presses.clear();
});
