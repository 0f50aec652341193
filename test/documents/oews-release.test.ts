import { describe, expect, it } from "vitest";
import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import type { Sheet, TableRow } from "../../pipeline/contracts/table.ts";
import { type OewsRelease, releaseOf } from "../../pipeline/documents/oews-release.ts";

function row(text: string): TableRow {
  return { number: 1, locator: "A1", raw_text: text, cells: [text], odd: new Map(), fault: null };
}

function release(
  file: string,
  {
    sheet = "Sheet1",
    member = null,
    says = [],
  }: { sheet?: string; member?: string | null; says?: string[] } = {},
): OewsRelease {
  const one: Sheet = { name: sheet, member, rows: [] };
  const beside = says.map((text): Sheet => ({ name: "Field Descriptions", member, rows: [row(text)] }));
  return releaseOf(one, { name: file, sheets: [one, ...beside], encoding: null }, beside);
}

function refusal(reading: () => unknown): AlmanacError {
  try {
    reading();
  } catch (error) {
    if (error instanceof AlmanacError) return error;
    throw error;
  }
  throw new Error("a release was told, and should not have been");
}

describe("the release of a sheet", () => {
  it.each([
    ["national_M2012_dl.xls", {}, "2012", "national"],
    ["NATIONAL_m2019_DL.XLSX", {}, "2019", "national"],
    ["national_M2016_dl (1).xlsx", {}, "2016", "national"],
    ["natsector_M2024_dl.xlsx", { sheet: "Natsector_M2024_dl" }, "2024", "natsector"],
    ["nat5d_6d_M2019_dl.xlsx", {}, "2019", "nat5d_6d"],
    ["nat4d_owner_M2023_dl.xlsx", {}, "2023", "nat4d_owner"],
    ["state_M2023_dl.xlsx", {}, "2023", "state"],
    ["aMSA_M2015_dl.csv", {}, "2015", "amsa"],
    ["MSA_M2012_dl_1_AK_IN.xls", {}, "2012", "msa_1_ak_in"],
    ["BOS_M2015_dl.xls", {}, "2015", "bos"],
    ["all_data_M_2024.xlsx", { sheet: "All May 2024 data" }, "2024", "all_data"],
    [
      "oesm16nat.zip",
      { sheet: "national_dl", member: "oesm16nat/national_M2016_dl.xlsx" },
      "2016",
      "national",
    ],
    ["oesm16nat.zip", { sheet: "national_dl", member: "national_dl.xlsx" }, "2016", "national"],
    ["download.xlsx", { sheet: "national_M2020_dl" }, "2020", "national"],
    ["download.xlsx", { says: ["May 2019 OES Estimates"] }, "2019", "download"],
  ])("of %s %j is May %s, table %s", (file, where, year, table) => {
    expect(release(file, where)).toMatchObject({ year, table });
  });

  it("says by what it is told", () => {
    expect(release("oesm16nat.zip", { member: "a/national_M2016_dl.xlsx" }).evidence).toBe(
      "the name of the release: national_M2016_dl",
    );
    expect(release("download.xlsx", { says: ["May 2019 OES Estimates"] }).evidence).toBe(
      "the name of the release: “May 2019 OES Estimates”",
    );
  });

  it.each([
    ["sheet", "national_M2019_dl.xlsx", { sheet: "national_M2020_dl" }],
    ["description", "national_M2019_dl.xlsx", { says: ["May 2020 OEWS Estimates"] }],
    ["archive", "oesm19nat.zip", { member: "national_M2020_dl.xlsx" }],
  ])("is refused where its name and its %s contradict each other", (_what, file, where) => {
    const { message } = refusal(() => release(file, where));
    expect(message).toContain("2019");
    expect(message).toContain("2020");
  });

  it.each(["figures.xlsx", "national_dl.xls", "national_2016.xlsx", "M2016.xlsx", "national_M2016x.xlsx"])(
    "is refused where %s says none, with how to name it",
    (file) => {
      const { message, next, where } = refusal(() => release(file));
      expect(message).toBe("Nothing says which release of the survey this is.");
      expect(next).toContain("national_M2016_dl.xlsx");
      expect(where).toContain(file);
    },
  );
});
