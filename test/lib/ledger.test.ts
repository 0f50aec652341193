import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { Run } from "../../pipeline/contracts/run.ts";
import { appendRun, ledgerPath, readLedger } from "../../pipeline/lib/ledger.ts";
import { tempFolder } from "../support/temp-folder.ts";

const run = (run_id: string): Run => ({
  run_id,
  started: "2026-08-01T02:00:00.000Z",
  finished: "2026-08-01T02:00:09.000Z",
  outcome: "published",
  digest: "0".repeat(64),
});

describe("ledger", () => {
  it("gives runs back in the order they were added", async () => {
    const folder = await tempFolder();
    await appendRun(folder, run("a"));
    await appendRun(folder, run("b"));
    expect(await readLedger(folder)).toEqual({ runs: [run("a"), run("b")], damaged: 0 });
  });

  it("is empty where there was never a run", async () => {
    expect(await readLedger(await tempFolder())).toEqual({ runs: [], damaged: 0 });
  });

  it("loses only the line that was cut short, before and after the next run", async () => {
    const folder = await tempFolder();
    await appendRun(folder, run("a"));
    await appendFile(ledgerPath(folder), JSON.stringify(run("torn")).slice(0, 40));
    expect(await readLedger(folder)).toEqual({ runs: [run("a")], damaged: 1 });
    await appendRun(folder, run("b"));
    expect(await readLedger(folder)).toEqual({ runs: [run("a"), run("b")], damaged: 1 });
  });

  it("takes a line that is whole but for its line end", async () => {
    const folder = await tempFolder();
    await writeFile(ledgerPath(folder), JSON.stringify(run("a")));
    await appendRun(folder, run("b"));
    expect((await readLedger(folder)).runs.map(({ run_id }) => run_id)).toEqual(["a", "b"]);
    expect((await readFile(ledgerPath(folder), "utf8")).split("\n")).toHaveLength(3);
  });

  it("skips a line that is JSON but no run", async () => {
    const folder = await tempFolder();
    await writeFile(ledgerPath(folder), `{"run_id": 1}\nnull\n${JSON.stringify(run("a"))}\n`);
    expect(await readLedger(folder)).toEqual({ runs: [run("a")], damaged: 2 });
  });

  it("names the file that cannot be read or written", async () => {
    const folder = await tempFolder();
    await mkdir(ledgerPath(folder));
    await expect(readLedger(folder)).rejects.toMatchObject({ where: join(folder, "runs.jsonl") });
    await expect(appendRun(folder, run("a"))).rejects.toMatchObject({ where: join(folder, "runs.jsonl") });
  });
});
