import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";

type Row = Readonly<Record<string, string>>;

const rowsIn = (...place: string[]): readonly Row[] =>
  parse(readFileSync(join(PROJECT_DIR, ...place)), { columns: true, bom: true });

const names = rowsIn("warehouse", "reference", "area-names.csv");
const of = (delineation: string): readonly Row[] => names.filter((row) => row["delineation"] === delineation);

const CROSSWALK = ["..", "shared", "reference", "cbsa2fipsxw.csv"];
const MAY_2015 = ["..", "shared", "raw", "bls-oews-metro", "aMSA_M2015_dl.csv"];
const isThere = (place: readonly string[]): boolean => existsSync(join(PROJECT_DIR, ...place));

/** States whose areas the table has: the first of an area's title decides. */
const STATES = "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL".split(" ");
const isCovered = (title: string): boolean =>
  STATES.includes(title.slice(title.lastIndexOf(", ") + 2).split("-")[0] ?? "");

describe("area-names.csv", () => {
  it("has the areas of the newest delineation as metro-areas.csv does", () => {
    const titles = new Map(
      rowsIn("warehouse", "reference", "metro-areas.csv").map((row) => [
        row["division_code"] === "" ? row["area_code"] : row["division_code"],
        row["title"],
      ]),
    );
    const newest = of("OMB 2023");
    expect(newest.length).toBe(142);
    for (const { area_code, area_name } of newest) expect(titles.get(area_code)).toBe(area_name);
  });

  it("has each code once in a delineation, and areas of its states only", () => {
    for (const delineation of new Set(names.map((row) => row["delineation"]))) {
      const codes = of(delineation ?? "").map((row) => row["area_code"]);
      expect(new Set(codes).size).toBe(codes.length);
    }
    expect(names.filter((row) => !isCovered(row["area_name"] ?? ""))).toEqual([]);
  });

  it("parts an area into divisions whose counties, where they are listed, are all of its own", () => {
    for (const whole of names.filter((row) => row["area_kind"] === "metro" && row["counties"] !== "")) {
      const counties = whole["counties"]?.split("+") ?? [];
      const divisions = of(whole["delineation"] ?? "").filter(
        (row) => row["whole_code"] === whole["area_code"],
      );
      const parted = divisions.flatMap((row) => row["counties"]?.split("+") ?? []);
      expect(divisions.length).toBeGreaterThan(0);
      // A division may lie in another state than those of the table.
      expect(counties).toEqual(expect.arrayContaining(parted));
      expect(new Set(parted).size).toBe(parted.length);
    }
  });

  it.skipIf(!isThere(CROSSWALK))(
    "has every metropolitan area of the crosswalk (skipped where ../shared is absent)",
    () => {
      const wanted = new Map<string, string>();
      for (const row of rowsIn(...CROSSWALK)) {
        if (row["metropolitanmicropolitanstatis"] !== "Metropolitan Statistical Area") continue;
        const pairs = [
          [row["cbsacode"], row["cbsatitle"]],
          [row["metropolitandivisioncode"], row["metropolitandivisiontitle"]],
        ];
        for (const [code = "", title = ""] of pairs)
          if (code !== "" && isCovered(title)) wanted.set(code, title);
      }
      const found = of("OMB 2023").map((row): [string, string] => [
        row["area_code"] ?? "",
        row["area_name"] ?? "",
      ]);
      expect(new Map(found)).toEqual(wanted);
    },
  );

  it.skipIf(!isThere(MAY_2015))(
    "has names as the release of May 2015 does (skipped where ../shared is absent)",
    () => {
      const released = new Map(rowsIn(...MAY_2015).map((row) => [row["AREA"], row["AREA_NAME"]]));
      const ours = of("OMB 2013").filter((row) => released.has(row["area_code"]));
      expect(ours.map((row) => row["area_code"]).sort()).toEqual([
        "16980",
        "31080",
        "33100",
        "41860",
        "47900",
      ]);
      for (const { area_code, area_name } of ours) expect(released.get(area_code)).toBe(area_name);
    },
  );
});
