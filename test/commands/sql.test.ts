import { chmod, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { PassThrough, Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { readQuery, runSqlCommand } from "../../pipeline/commands/sql.ts";
import { EXIT } from "../../pipeline/contracts/errors.ts";
import { Database } from "../../pipeline/lib/duckdb.ts";
import { sharedWarehouse } from "../warehouse/published.ts";
import { temporaryFolder } from "../warehouse/temporary.ts";

describe("almanac sql", () => {
  const warehouse = sharedWarehouse();

  async function ask(args: Partial<Parameters<typeof runSqlCommand>[0]>): Promise<string> {
    const stdout = new PassThrough();
    const printed = text(stdout);
    const asked = { query: "select 1", database: warehouse(), format: "table", output: null, ...args };
    await runSqlCommand(asked, { stdout });
    stdout.end();
    return printed;
  }

  it("prints the fate of the city rows as a table", async () => {
    const query =
      "select disposition, count(*) as n from records where kind = 'city_row' group by all order by all";
    expect(await ask({ query })).toBe(
      ["disposition  n", "-----------  -", "loaded       2", "quarantined  1", "repaired     1", ""].join(
        "\n",
      ),
    );
  });

  it.each([
    ["csv", "state,typical_annual_usd\nAZ,\n"],
    ["json", '[\n{"state":"AZ","typical_annual_usd":null}\n]\n'],
    ["ndjson", '{"state":"AZ","typical_annual_usd":null}\n'],
  ])("prints %s", async (format, printed) => {
    const query = "select state, typical_annual_usd from city_salaries where city = 'Phoenix'";
    expect(await ask({ query, format })).toBe(printed);
  });

  it("follows the link to the published build", async () => {
    const database = path.join(await temporaryFolder(), "link.duckdb");
    await symlink(warehouse(), database);
    expect(await ask({ database, query: "select 1 as n", format: "csv" })).toBe("n\n1\n");
  });

  it("replaces a file by the result, and prints nothing", async () => {
    const folder = await temporaryFolder();
    const output = path.join(folder, "rows.csv");
    await writeFile(output, "what stood there before");
    expect(await ask({ query: "select 1 as n", format: "csv", output })).toBe("");
    expect(await readFile(output, "utf8")).toBe("n\n1\n");
    expect(await readdir(folder)).toEqual(["rows.csv"]);
  });

  it("writes Parquet that DuckDB reads back", async () => {
    const output = path.join(await temporaryFolder(), "rows.parquet");
    await ask({ query: "select city, jobs from city_salaries order by all", format: "parquet", output });
    const db = await Database.create(path.join(await temporaryFolder(), "reader.duckdb"));
    const rows = await db.query("select * from read_parquet($1) limit 1", [output]);
    db.close();
    expect(rows).toEqual([{ city: "Birmingham", jobs: 1270 }]);
  });

  it.each(["csv", "parquet"])("leaves the file as it was where the query fails (%s)", async (format) => {
    const folder = await temporaryFolder();
    const output = path.join(folder, "rows");
    await writeFile(output, "what stood there before");
    await expect(ask({ query: "select error('boom')", format, output })).rejects.toThrow("boom");
    expect(await readFile(output, "utf8")).toBe("what stood there before");
    expect(await readdir(folder)).toEqual(["rows"]);
  });

  it.each(["csv", "parquet"])("names the output that cannot be written (%s)", async (format) => {
    const output = path.join(await temporaryFolder(), "none", "rows");
    await expect(ask({ format, output })).rejects.toMatchObject({
      name: "AlmanacError",
      exitCode: EXIT.failed,
    });
  });

  it("refuses to put its result in place of a folder", async () => {
    const folder = await temporaryFolder();
    const output = path.join(folder, "rows");
    await mkdir(output);
    await expect(ask({ output })).rejects.toMatchObject({ name: "AlmanacError", where: output });
    expect(await readdir(folder)).toEqual(["rows"]);
  });

  it("says how to get a warehouse where there is none", async () => {
    const database = path.join(await temporaryFolder(), "almanac.duckdb");
    await expect(ask({ database })).rejects.toMatchObject({
      name: "AlmanacError",
      where: database,
      next: "Build it: npx almanac nightly",
      exitCode: EXIT.failed,
    });
  });

  it.each([
    ["a page", "<html>".repeat(3000)],
    ["an empty file", ""],
  ])("names a warehouse that is %s", async (_, content) => {
    const database = path.join(await temporaryFolder(), "almanac.duckdb");
    await writeFile(database, content);
    await chmod(database, 0o444);
    await expect(ask({ database })).rejects.toMatchObject({ name: "AlmanacError", where: database });
  });

  it.each([
    ["an empty query", { query: " \n" }],
    ["an unknown format", { format: "xml" }],
    ["Parquet on stdout", { format: "parquet" }],
  ])("calls %s wrong usage", async (_, args) => {
    await expect(ask(args)).rejects.toMatchObject({ name: "AlmanacError", exitCode: EXIT.usage });
  });

  it("ends quietly where the reader closes its end", async () => {
    const stdout = new Writable({
      write(_piece, _encoding, done) {
        done(Object.assign(new Error("broken pipe"), { code: "EPIPE" }));
      },
    });
    stdout.on("error", () => undefined);
    const args = { query: "from range(10000000000)", database: warehouse(), format: "csv", output: null };
    await expect(runSqlCommand(args, { stdout })).resolves.toBeUndefined();
  });
});

describe("readQuery", () => {
  it("takes the argument, or else stdin", async () => {
    expect(await readQuery("select 1", Readable.from([]))).toBe("select 1");
    expect(await readQuery(undefined, Readable.from(["select ", "2"]))).toBe("select 2");
  });

  it("does not wait for a person at a terminal", async () => {
    const terminal = Object.assign(Readable.from([]), { isTTY: true });
    await expect(readQuery(undefined, terminal)).rejects.toMatchObject({ exitCode: EXIT.usage });
  });
});
