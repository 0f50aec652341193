import { expect, test } from "vitest";
import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { diskFull } from "../../pipeline/lib/disk-full.ts";

const system = Object.assign(new Error("ENOSPC: no space left on device, open '/d/a.pdf'"), {
  code: "ENOSPC",
  path: "/d/a.pdf",
});
const wrapped = (cause: unknown): AlmanacError =>
  new AlmanacError("A mart cannot be built", { where: "marts/a.sql", next: "Mend the SQL.", cause });

test.each([
  ["of the system", system, "/d/a.pdf"],
  ["under another", wrapped(system), "/d/a.pdf"],
  [
    "of DuckDB",
    new Error('IO Error: Could not write file "/w/builds/x.duckdb.wal": No space left on device'),
    "/w/builds/x.duckdb.wal",
  ],
  ["that names no file, under one that does", wrapped(new Error("No space left on device")), "marts/a.sql"],
  ["that names no file", new Error("IO Error: No space left on device"), "/w"],
  ["of a quota", Object.assign(new Error("EDQUOT"), { code: "EDQUOT" }), "/w"],
])("tells a full disk from an error %s", (_kind, error, where) => {
  expect(diskFull(error, "/w")).toMatchObject({
    message: expect.stringMatching(/^the disk is full: /u) as string,
    where,
    next: expect.stringContaining("Make room") as string,
    exitCode: 1,
  });
});

test.each([[new Error("ENOENT")], [wrapped(new Error("a bug"))], ["a text"], [null]])(
  "finds none in %j",
  (error) => {
    expect(diskFull(error, "/w")).toBeNull();
  },
);
