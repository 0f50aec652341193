import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { doctorCommand } from "../../pipeline/commands/doctor.ts";
import {
  browserFinding,
  nodeFinding,
  roomFinding,
  type Finding,
} from "../../pipeline/commands/examinations.ts";
import { EXIT, type ExitCode } from "../../pipeline/contracts/errors.ts";
import { DEFAULT_FOLDERS, type Folders } from "../../pipeline/lib/paths.ts";
import { lockElsewhere } from "../support/lock-holder.ts";
import { testIo } from "../support/io.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function healthy(): Promise<Folders> {
  const base = await tempFolder();
  return {
    rawDir: DEFAULT_FOLDERS.rawDir,
    warehouseDir: join(base, "warehouse"),
    outDir: join(base, "reports"),
  };
}

/** What the doctor finds, but for the browser, which is the machine's. */
async function examined(folders: Folders): Promise<{ code: ExitCode; findings: Finding[] }> {
  const { io, out } = testIo();
  const code = await doctorCommand({ ...folders, json: true }, io);
  const findings = (JSON.parse(out()) as Finding[]).filter(({ name }) => name !== "browser");
  return { code, findings };
}

const failures = (findings: readonly Finding[]): string[] =>
  findings.filter(({ level }) => level === "fail").map(({ name }) => name);

describe("doctorCommand", () => {
  it("finds nothing wrong where a night has never run but can", async () => {
    const { findings } = await examined(await healthy());
    expect(failures(findings)).toEqual([]);
    expect(findings.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "node",
        "duckdb",
        "fonts",
        "raw",
        "warehouse",
        "reports",
        "edition",
        "ledger",
        "lock",
      ]),
    );
    expect(findings.find(({ name }) => name === "edition")).toMatchObject({
      level: "warn",
      next: "Run: almanac nightly",
    });
  });

  it("prints a line for each, with what to do", async () => {
    const { io, out } = testIo();
    await doctorCommand({ ...(await healthy()), json: false }, io);
    expect(out()).toMatch(/^ok {4}node {6}version /mu);
    expect(out()).toMatch(/^warn {2}edition {3}nothing is published yet\n {16}Run: almanac nightly$/mu);
  });

  it.each(["warehouseDir", "outDir"] as const)("fails if %s cannot be written to", async (which) => {
    const folders = await healthy();
    const file = join(await tempFolder(), "file");
    await writeFile(file, "");
    const { code, findings } = await examined({ ...folders, [which]: join(file, "below") });
    expect(code).toBe(EXIT.failed);
    expect(failures(findings)).toContain(which === "outDir" ? "reports" : "warehouse");
  });

  it("fails if a warehouse made by hand stands in the way", async () => {
    const folders = await healthy();
    await mkdir(folders.warehouseDir);
    await writeFile(join(folders.warehouseDir, "almanac.duckdb"), "by hand");
    const { code, findings } = await examined(folders);
    expect(code).toBe(EXIT.failed);
    expect(failures(findings)).toEqual(["warehouse"]);
  });

  it("fails without raw/, and warns of what is wrong in it", async () => {
    const folders = await healthy();
    const rawDir = join(folders.outDir, "..", "raw");
    expect(failures((await examined({ ...folders, rawDir })).findings)).toEqual(["raw"]);
    await mkdir(join(rawDir, "wgu"), { recursive: true });
    await mkdir(join(rawDir, "wguu"));
    await writeFile(join(rawDir, "wgu", "page.html"), "x");
    await writeFile(join(rawDir, "wgu", "page2.html"), "x");
    await writeFile(join(rawDir, "wgu", "page2.html.meta.json"), "{");
    const { findings } = await examined({ ...folders, rawDir });
    expect(failures(findings)).toEqual([]);
    const warnings = findings
      .filter(({ name, level }) => name === "raw" && level === "warn")
      .map(({ message }) => message);
    expect(warnings).toContain("source collegegrad has no snapshot");
    expect(warnings).toContain("folder wguu is no source's");
    expect(
      warnings.some((message) => message.includes("page2.html.meta.json: the sidecar is not JSON")),
    ).toBe(true);
  });

  it("tells of a run at work, and of a damaged lock", async () => {
    const folders = await healthy();
    const { child } = await lockElsewhere(folders.warehouseDir);
    const { findings } = await examined(folders);
    expect(findings.find(({ name }) => name === "lock")).toMatchObject({
      level: "warn",
      message: `a night is at work (process ${String(child.pid)})`,
    });
    const other = await healthy();
    await mkdir(other.warehouseDir);
    await writeFile(join(other.warehouseDir, "run.lock"), "no lock");
    expect(failures((await examined(other)).findings)).toEqual(["lock"]);
  });
});

describe("findings", () => {
  it.each([
    ["18.20.0", "fail"],
    ["20.18.9", "fail"],
    ["20.19.0", "ok"],
    ["24.0.0", "ok"],
  ])("of Node %s: %s", (version, level) => {
    expect(nodeFinding(version).level).toBe(level);
  });

  it.each([
    [49, "fail"],
    [51, "warn"],
    [501, "ok"],
  ])("of %d MB of room: %s", (megabytes, level) => {
    expect(roomFinding("reports", "/x", megabytes * 1024 * 1024).level).toBe(level);
  });

  it("of a browser that does not start: fail", async () => {
    const program = join(await tempFolder(), "chrome");
    await writeFile(program, "#!/bin/sh\necho no library >&2\nexit 127\n", { mode: 0o755 });
    expect(await browserFinding(program, "installed")).toMatchObject({ level: "fail" });
  });

  it("of a browser that starts: its version", async () => {
    const program = join(await tempFolder(), "chrome");
    await writeFile(program, "#!/bin/sh\necho Chromium 1.2.3\n", { mode: 0o755 });
    expect(await browserFinding(program, "installed")).toMatchObject({
      level: "ok",
      message: `Chromium 1.2.3, ${program} (installed)`,
    });
  });
});
