import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { EXIT } from "../pipeline/contracts/errors.ts";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";
import { lockElsewhere } from "./support/lock-holder.ts";
import { figure, publishEvidence } from "./support/published.ts";
import { tempFolder } from "./support/temp-folder.ts";

const ALMANAC = join(PROJECT_DIR, "pipeline", "almanac.js");

/** How a command ended and what it printed. */
interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the almanac as a person does, from a folder that is not the project's. */
async function almanac(...given: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [ALMANAC, ...given], {
    cwd: await tempFolder(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, ended] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { code: ended[0] as number | null, stdout, stderr };
}

const COMMANDS = ["nightly", "extract", "add", "sql", "explain", "status", "doctor"];

describe("almanac", () => {
  it("explains itself, with every command and exit code", async () => {
    const { code, stdout, stderr } = await almanac("--help");
    expect(code).toBe(EXIT.published);
    expect(stderr).toBe("");
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, "mu"));
    for (const exit of Object.values(EXIT)) expect(stdout).toMatch(new RegExp(`^  ${exit}  `, "mu"));
  });

  it.each(COMMANDS)("explains %s with examples", async (command) => {
    const { code, stdout } = await almanac("help", command);
    expect(code).toBe(EXIT.published);
    expect(stdout).toContain(`Usage: almanac ${command}`);
    expect(stdout).toContain(`Examples:\n  almanac ${command}`);
  });

  it("says its version", async () => {
    expect(await almanac("--version")).toMatchObject({
      code: EXIT.published,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/u) as string,
    });
  });

  it.each([
    [[]],
    [["frob"]],
    [["nightly", "--frob"]],
    [["nightly", "--only", "wgu,nonsense"]],
    [["nightly", "--only", ""]],
    [["nightly", "--occupation", "nurses"]],
    [["nightly", "--occupation", "29-2052,292052"]],
    [["extract", "page.html"]],
    [["extract", "--source", "nonsense", "page.html"]],
    [["add", "wgu"]],
    [["add", "wgu", "https://www.wgu.edu/"]],
    [["sql", "select 1", "--format", "xml"]],
    [["explain"]],
    [["status", "too", "much"]],
  ])("takes %j for wrong usage, and says what is right", async (given) => {
    const { code, stdout, stderr } = await almanac(...given);
    expect(code).toBe(EXIT.usage);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/error: .+\n {2}where: .+\n {2}next: {2}.+\n$/u);
    expect(stderr).not.toContain("    at ");
  });

  it("lists the sources there are if --only names another", async () => {
    const { stderr } = await almanac("nightly", "--only", "nonsense");
    expect(stderr).toContain('no source called "nonsense"');
    expect(stderr).toMatch(/next: .*wgu/u);
  });

  it("names the code that --occupation cannot be", async () => {
    const { code, stderr } = await almanac("nightly", "--occupation", "29-2052, 292052");
    expect(code).toBe(EXIT.usage);
    expect(stderr).toContain('"292052" is not a code of the Standard Occupational Classification');
  });

  it("prints an error as JSON on request, also one of usage", async () => {
    const { code, stdout, stderr } = await almanac("nightly", "--frob", "--json");
    expect(code).toBe(EXIT.usage);
    expect(stdout).toBe("");
    expect(JSON.parse(stderr)).toMatchObject({
      event: "error",
      what: "unknown option '--frob'",
      exit_code: EXIT.usage,
    });
  });

  it("prints a stack trace only with --debug", async () => {
    const folder = await tempFolder();
    const given = ["explain", "$1", "--out", folder];
    const plain = await almanac(...given);
    expect(plain).toMatchObject({ code: EXIT.failed, stdout: "" });
    expect(plain.stderr).toContain(join(folder, "latest", "evidence.json"));
    expect(plain.stderr).not.toContain("    at ");
    expect((await almanac(...given, "--debug")).stderr).toContain("    at ");
  });

  it("takes folders from where it is started, and makes none for a question", async () => {
    const { code, stdout } = await almanac("status", "--warehouse", "w", "--out", "o", "--json");
    expect(code).toBe(EXIT.published);
    expect(JSON.parse(stdout)).toMatchObject({ edition: null });
  });

  it("explains a figure of an edition, in JSON too", async () => {
    const { rawDir, outDir } = await publishEvidence([figure("national:1")]);
    const folders = ["--raw", rawDir, "--out", outDir];
    expect(await almanac("explain", "$38,040", ...folders)).toMatchObject({
      code: EXIT.published,
      stdout: expect.stringContaining("verified") as string,
      stderr: "",
    });
    const { stdout } = await almanac("explain", "national:1", ...folders, "--json");
    expect(JSON.parse(stdout)).toMatchObject([{ ids: ["national:1"] }]);
  });

  it("ends quietly when its reader has seen enough", async () => {
    const page = join(PROJECT_DIR, "raw", "wgu", "health-information-technician.html");
    const files = Array<string>(40).fill(page);
    const child = spawn(process.execPath, [ALMANAC, "extract", "--source", "wgu", ...files], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const [stderr, ended] = await Promise.all([text(child.stderr), once(child, "exit")]);
    expect(ended[0]).toBe(EXIT.published);
    expect(stderr).not.toContain("EPIPE");
  });
});

describe("almanac nightly", () => {
  it("is refused while another run is at work, and changes nothing", async () => {
    const base = await tempFolder();
    const [warehouse, out] = [join(base, "warehouse"), join(base, "reports")];
    const { child, said } = await lockElsewhere(warehouse);
    expect(said).toBe("held");
    const ended = await almanac("nightly", "--warehouse", warehouse, "--out", out);
    expect(ended).toMatchObject({ code: EXIT.locked, stdout: "" });
    expect(ended.stderr).toContain(`process ${String(child.pid)}`);
    expect(await readdir(base)).toEqual(["warehouse"]);
  });

  it("fails before any work where the output folder cannot be written to", async () => {
    const base = await tempFolder();
    await writeFile(join(base, "file"), "");
    const out = join(base, "file", "reports");
    const ended = await almanac("nightly", "--warehouse", join(base, "warehouse"), "--out", out);
    expect(ended).toMatchObject({ code: EXIT.failed, stdout: "" });
    expect(ended.stderr).toContain(`where: ${out}`);
  });

  it("fails and names raw/ where it is missing", async () => {
    const base = await tempFolder();
    const raw = join(base, "raw");
    const ended = await almanac(
      "nightly",
      "--raw",
      raw,
      "--warehouse",
      join(base, "w"),
      "--out",
      join(base, "o"),
    );
    expect(ended).toMatchObject({ code: EXIT.failed, stdout: "" });
    expect(ended.stderr).toContain(`where: ${raw}`);
    expect(ended.stderr).toContain("--raw DIR");
  });

  it("does not overwrite a warehouse file that it did not make", async () => {
    const base = await tempFolder();
    const warehouse = join(base, "warehouse");
    await mkdir(warehouse);
    await writeFile(join(warehouse, "almanac.duckdb"), "no database");
    const ended = await almanac("nightly", "--warehouse", warehouse, "--out", join(base, "o"));
    expect(ended).toMatchObject({ code: EXIT.failed, stdout: "" });
    expect(ended.stderr).toContain("Move it somewhere else");
  });
});
