import { describe, expect, it } from "vitest";
import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { faultOf } from "../../pipeline/lib/sql-faults.ts";

const FILE = "/data/almanac.duckdb";

function reported(type: string, position?: number): Error {
  const report = { exception_type: type, exception_message: "message of DuckDB" };
  return new Error(
    JSON.stringify(position === undefined ? report : { ...report, position: String(position) }),
  );
}

describe("faultOf", () => {
  it("names line and column of a position, and shows the line", () => {
    const query = "select\n  1,\n  nope(2)";
    expect(faultOf(reported("Catalog", query.indexOf("nope")), query, FILE)).toEqual({
      what: "message of DuckDB",
      where: "line 3, column 3 of the query: nope(2)",
      next: 'List the tables and views: npx almanac sql "show tables"',
    });
  });

  it("reads a position as bytes of UTF-8, and of the parser as characters", () => {
    const query = "select 'é😀', nope";
    const place = "line 1, column 14 of the query: select 'é😀', nope";
    expect(faultOf(reported("Binder", Buffer.from("select 'é😀', ").length), query, FILE).where).toBe(place);
    expect(faultOf(reported("Parser", Array.from("select 'é😀', ").length), query, FILE).where).toBe(place);
  });

  it("finds the report after other words", () => {
    const error = new Error(`Failed to extract statements: Parser Error: ${reported("Parser", 0).message}`);
    expect(faultOf(error, "selct", FILE)).toMatchObject({
      what: "message of DuckDB",
      next: "Correct the SQL at this place.",
    });
  });

  it.each([
    ["Permission", "The query reaches for something outside the warehouse."],
    ["Out of Memory", "The query needs more memory than it may have."],
  ])("says in its own words what %s means", (type, what) => {
    expect(faultOf(reported(type), "select 1", FILE)).toMatchObject({ what, where: "the query" });
  });

  it.each(["IO", "INTERNAL", "FATAL", "Serialization"])(
    "names the file where %s says that it is damaged",
    (type) => {
      expect(faultOf(reported(type), "select 1", FILE)).toMatchObject({
        where: FILE,
        next: expect.stringContaining("almanac nightly --force") as string,
      });
    },
  );

  it("passes on an error without a report, and one of the almanac's own", () => {
    expect(faultOf(new Error("no {report"), "select 1", FILE).what).toBe("no {report");
    const own = { where: "here", next: "Do that." };
    expect(faultOf(new AlmanacError("This.", own), "select 1", FILE)).toEqual({ what: "This.", ...own });
  });
});
