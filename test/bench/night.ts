/**
 * Measures whole nights as a person waits for them, process start included:
 *
 *     npx tsx test/bench/night.ts [--runs N] [--raw DIR] [--baseline SCRIPT]
 *
 * A full night, a night with nothing to do, and, where SCRIPT names a Python pipeline that takes RAW and OUT, that
 * one, in turn, N times each. Prints the medians in seconds and their ratios to the full night; seconds depend on
 * the machine, ratios much less.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    raw: { type: "string", default: join(PROJECT_DIR, "raw") },
    baseline: { type: "string" },
  },
});

function seconds(command: string, args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${String(status)}: ${stderr}`);
  return (performance.now() - start) / 1000;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const FIVE_PAGES = "myperfectresume,collegegrad,careersinhealthcare,wgu,allhealthcare";
const measured = new Map<string, number[]>();
const note = (name: string, value: number): void => {
  measured.set(name, [...(measured.get(name) ?? []), value]);
};

for (let run = 0; run < Number(values.runs); run += 1) {
  const folder = mkdtempSync(join(tmpdir(), "almanac-bench-"));
  const night = [
    join(PROJECT_DIR, "pipeline", "almanac.js"),
    "nightly",
    ...["--raw", values.raw, "--only", FIVE_PAGES],
    ...["--warehouse", join(folder, "warehouse"), "--out", join(folder, "reports")],
  ];
  note("full night", seconds(process.execPath, night));
  note("nothing to do", seconds(process.execPath, night));
  if (values.baseline !== undefined) {
    note("baseline", seconds("/usr/bin/python3", [values.baseline, values.raw, join(folder, "baseline")]));
  }
  rmSync(folder, { recursive: true, force: true });
}

const full = median(measured.get("full night") ?? []);
for (const [name, times] of measured) {
  const time = median(times);
  process.stdout.write(
    `${name.padEnd(16)} ${time.toFixed(2).padStart(7)} s  ${(time / full).toFixed(2).padStart(6)} of a full night\n`,
  );
}
