import { describe, expect, it } from "vitest";
import { AlmanacError } from "../../../pipeline/contracts/errors.ts";
import { utils } from "@e965/xlsx";
import { windowIn } from "../../../pipeline/sources/bls-projections/edition.ts";
import { workbookOf } from "../../support/tables.ts";
import { ownFile, quarantineOf, readEdition, repairsOf, rowsOf } from "./editions.ts";

const LATEST = "occupation_2024-34.csv";
const text = ownFile(LATEST);

/** The text with one line, by its number, made another, or taken out. */
function withLine(number: number, change: (line: string) => string | null, of = text): string {
  const lines = of.split("\n");
  const changed = change(lines[number - 1] ?? "");
  lines.splice(number - 1, 1, ...(changed === null ? [] : [changed]));
  return lines.join("\n");
}

function refusal(file: string, bytes: Uint8Array | string): string {
  try {
    readEdition(file, bytes);
  } catch (error) {
    if (error instanceof AlmanacError) return `${error.message} [${error.where}]`;
    throw error;
  }
  throw new Error(`${file} was read, and should not have been.`);
}

describe("the rows in raw/", () => {
  const latest = readEdition(LATEST, text);

  it("2024–34: medical records specialists, all of it", () => {
    expect(latest.part).toBe("2024–34");
    expect(quarantineOf(latest)).toEqual([]);
    expect(rowsOf(latest, "projections", "29-2072")).toEqual([
      {
        occupation_code: "29-2072",
        occupation_title: "Medical records specialists",
        occupation_group: "detailed",
        release: "Employment Projections 2024–34",
        base_year: 2024,
        target_year: 2034,
        base_jobs: 194_800,
        target_jobs: 208_600,
        change_jobs: 13_800,
        change_pct: 7.1,
        openings_per_year: 14_200,
        openings_growth_per_year: 1_380,
        openings_exits_per_year: 7_100,
        openings_transfers_per_year: 5_800,
        reference_period: "2024/2034",
        reference_period_basis: "stated",
        reference_period_evidence: "the heading of Table 1.10 says 2024–34",
      },
    ]);
    expect(rowsOf(latest, "wages", "29-2072")).toMatchObject([
      {
        statistic: "median",
        annual_usd: 50_250,
        hourly_usd: null,
        mark: null,
        release: "Employment Projections 2024–34",
        area_type: "nation",
        industry: null,
        reference_period: "2024",
        reference_period_evidence: "the column “Median annual wage, dollars, 2024[1]” of Table 1.2",
      },
    ]);
    expect(rowsOf(latest, "education_requirements", "29-2072")).toMatchObject([
      {
        level: "certificate",
        necessity: "typical",
        statement: "Typical education needed for entry: Postsecondary nondegree award",
        reference_period: "2024",
      },
    ]);
    expect(rowsOf(latest, "statements", "29-2072").map(({ topic, statement }) => [topic, statement])).toEqual(
      [
        ["work_experience", "Work experience in a related occupation: None"],
        ["on_the_job_training", "Typical on-the-job training: None"],
      ],
    );
  });

  it("2024–34: all occupations have no education of their own", () => {
    expect(rowsOf(latest, "projections", "00-0000")).toMatchObject([
      {
        occupation_group: "total",
        base_jobs: 169_956_100,
        target_jobs: 175_167_900,
        openings_per_year: 18_863_300,
      },
    ]);
    expect(rowsOf(latest, "education_requirements", "00-0000")).toEqual([]);
    expect(rowsOf(latest, "statements", "00-0000")).toEqual([]);
  });

  it("2016–26: jobs of 2016 beside a wage of 2017", () => {
    const older = readEdition("occupation_2016-26.csv", ownFile("occupation_2016-26.csv"));
    expect(older.part).toBe("2016–26");
    expect(rowsOf(older, "projections", "29-2071")).toMatchObject([
      {
        base_year: 2016,
        base_jobs: 206_300,
        change_pct: 13.5,
        openings_per_year: 15_800,
        reference_period: "2016/2026",
      },
    ]);
    expect(rowsOf(older, "wages", "29-2071")).toMatchObject([
      { annual_usd: 39_180, reference_period: "2017", release: "Employment Projections 2016–26" },
    ]);
    expect(rowsOf(older, "education_requirements", "29-2071")).toMatchObject([{ reference_period: "2016" }]);
  });

  it("2010–20: openings of ten years are no openings of one", () => {
    const oldest = readEdition("occupation_2010-20.csv", ownFile("occupation_2010-20.csv"));
    expect(oldest.part).toBe("2010–20");
    expect(rowsOf(oldest, "projections", "29-2071")).toMatchObject([
      {
        base_jobs: 179_500,
        target_jobs: 217_300,
        change_jobs: 37_700,
        change_pct: 21,
        openings_per_year: null,
        openings_growth_per_year: null,
        openings_exits_per_year: null,
        openings_transfers_per_year: null,
      },
    ]);
    expect(rowsOf(oldest, "wages", "29-2071")).toMatchObject([
      { annual_usd: 32_350, reference_period: "2010" },
    ]);
  });
});

describe("which edition a file holds", () => {
  it("is what the headings say, and a file that is called otherwise is named in the evidence", () => {
    const misnamed = readEdition("occupation_2012-22.csv", ownFile("occupation_2010-20.csv"));
    expect(misnamed.part).toBe("2010–20");
    expect(rowsOf(misnamed, "projections", "29-2071")).toMatchObject([
      {
        release: "Employment Projections 2010–20",
        reference_period_evidence:
          "the heading of Table 1.7 says 2010–20, while the file is called occupation_2012-22.csv",
      },
    ]);
  });

  it("is told across a century", () => {
    expect(windowIn("Occupational openings, 1996–06")).toEqual({ base: 1996, target: 2006 });
    expect(windowIn("2010 and projected 2020")).toEqual({ base: 2010, target: 2020 });
    expect(windowIn("assignments by detailed occupation, 2016")).toBeNull();
  });

  it("is refused where two headings disagree, none says it, or a table stands there twice", () => {
    const mixed = withLine(1, (line) => line.replace("2024–34", "2023–33"));
    expect(refusal(LATEST, mixed)).toMatch(/^the headings do not agree on the years: .*2023–33.*line:7/u);
    const silent = text.replaceAll(/projected 2024–34|2024–2034, /gu, "");
    expect(refusal(LATEST, silent)).toMatch(/^no heading says which years/u);
    expect(refusal(LATEST, text + text)).toMatch(/two tables of the same kind.*line:13/u);
  });

  it("is refused where a table is missing or counts in another unit", () => {
    expect(refusal(LATEST, text.split("\n").slice(0, 6).join("\n"))).toMatch(
      /has no table of occupational projections and worker/u,
    );
    const ones = withLine(1, (line) => line.replace("Employment in thousands", "Employment"));
    expect(refusal(LATEST, ones)).toMatch(/Table 1\.10 does not say that its jobs are in thousands.*line:1/u);
  });
});

describe("headers", () => {
  it("may stand lower, below a note", () => {
    const moved = withLine(1, (line) => `${line}\nRevised in September.${",".repeat(13)}`);
    expect(rowsOf(readEdition(LATEST, moved), "projections")).toHaveLength(4);
  });

  it.each([
    [2, "Labor force exits, 2024–34 annual average", "exits"],
    [2, "2024 National Employment Matrix title", "occ_title"],
    [8, "Median annual wage, dollars, 2024[1]", "median_wage"],
    [8, "Typical education needed for entry", "education"],
  ])("line %i without “%s” is refused", (line, heading, column) => {
    const lost = withLine(line, (header) => header.replace(heading, "Something else"));
    expect(refusal(LATEST, lost)).toContain(`lacks the column ${column}`);
    expect(refusal(LATEST, lost)).toMatch(/line \d+\]$/u);
  });

  it("whose column of codes is headed otherwise are told by the codes; without any the file is refused", () => {
    const lost = withLine(2, (header) => header.replace("2024 National Employment Matrix code", "Id"));
    expect(readEdition(LATEST, lost).part).toBe("2024–34");
    const gone = text.replaceAll(/29-\d{4}|00-0000/gu, "n/a");
    expect(refusal(LATEST, gone)).toMatch(/has no table/u);
  });

  it("of employment are those of the window's own years", () => {
    const shifted = withLine(2, (header) => header.replace("Employment, 2034", "Employment, 2033"));
    expect(refusal(LATEST, shifted)).toContain("target_jobs");
  });
});

describe("rows", () => {
  const READ = "29-2072 is line 5 of the table of separations";
  const cells = (change: (cells: string[]) => void): string =>
    withLine(5, (line) => {
      const parts = line.split(",");
      change(parts);
      return parts.join(",");
    });

  it.each([
    ["negative openings", 13, "-14.2", /line:5 openings_per_year is less than nothing/u],
    ["a text for a number", 3, "about 190", /line:5 the figure of base_jobs is no number/u],
    ["jobs finer than one", 3, "194.80001", /line:5 the figure of base_jobs is no number/u],
    ["no jobs at all", 4, "—", /line:5 base, target or change is missing/u],
    [
      "a change that does not follow",
      5,
      "31.8",
      /line:5 208600 less 194800 is not the printed change of 31800/u,
    ],
    ["a percent that does not follow", 6, "9.1", /line:5 a change of 9\.1% does not follow/u],
    [
      "parts that do not make the openings",
      10,
      "9.1",
      /line:5 growth of 1380, exits of 9100 .* 14200 openings/u,
    ],
    ["a broken code", 1, "29-207", /line:5 “29-207” is not the code of an occupation/u],
    ["a quote inside", 0, 'Medical "records', /line:5 a quote stands inside/u],
    ["no title", 0, "", /line:5 the row names no occupation/u],
  ])(`%s is set aside (${READ})`, (_what, at, value, reason) => {
    const read = readEdition(
      LATEST,
      cells((parts) => (parts[at] = value)),
    );
    expect(quarantineOf(read)).toEqual([expect.stringMatching(reason)]);
    expect(rowsOf(read, "projections")).toHaveLength(3);
    expect(rowsOf(read, "wages")).toHaveLength(4);
  });

  it("cut short are set aside", () => {
    const read = readEdition(
      LATEST,
      withLine(5, (line) => line.split(",").slice(0, 9).join(",")),
    );
    expect(quarantineOf(read)).toEqual([
      expect.stringMatching(/line:5 the line has 9 cells and the header 14/u),
    ]);
  });

  it("that repeat an occupation are passed over, or set aside where they contradict", () => {
    const twice = readEdition(
      LATEST,
      withLine(5, (line) => `${line}\n${line}`),
    );
    expect(quarantineOf(twice)).toEqual([]);
    expect(twice.ignored).toContain("line:6:6 repeated_row");
    expect(rowsOf(twice, "projections")).toHaveLength(4);
    const contrary = readEdition(
      LATEST,
      withLine(5, (line) => `${line}\n${line.replace("14.2", "14.3")}`),
    );
    expect(quarantineOf(contrary)).toHaveLength(2);
    expect(quarantineOf(contrary)[0]).toMatch(/29-2072 stands in the table more than once.*rows 5 and 6/u);
    expect(rowsOf(contrary, "projections", "29-2072")).toEqual([]);
  });

  it("repair noise and marks of footnotes, with what stood there before", () => {
    const read = readEdition(
      LATEST,
      cells((parts) => {
        parts[0] = "      Medical records specialists[2]";
        parts[3] = "194.79999999999998";
      }),
    );
    expect(repairsOf(read)).toEqual([
      {
        column_name: "occupation_title",
        rule: "footnote_mark",
        before: "Medical records specialists[2]",
        after: "Medical records specialists",
      },
      { column_name: "base_jobs", rule: "float_noise", before: "194.79999999999998", after: "194.8" },
    ]);
    expect(rowsOf(read, "projections", "29-2072")).toMatchObject([
      { occupation_title: "Medical records specialists", base_jobs: 194_800 },
    ]);
  });

  it.each([
    [">=$239,200", null, "#"],
    ["—", null, "not stated"],
    ["", null, "not stated"],
    ["50,250", 50_250, null],
  ])("a median wage of “%s”", (printed, annual_usd, mark) => {
    const cell = printed.includes(",") ? `"${printed}"` : printed;
    const read = readEdition(
      LATEST,
      withLine(11, (line) => line.replace(",50250,", `,${cell},`)),
    );
    expect(rowsOf(read, "wages", "29-2072")).toMatchObject([{ annual_usd, mark }]);
    expect(repairsOf(read)).toEqual([]);
  });

  it("an unknown level of education and a wage that nobody earns are set aside", () => {
    const level = readEdition(
      LATEST,
      withLine(11, (line) => line.replace("Postsecondary nondegree award", "Wizardry")),
    );
    expect(quarantineOf(level)).toEqual([expect.stringMatching(/line:11 “Wizardry” is not a known level/u)]);
    const wage = readEdition(
      LATEST,
      withLine(11, (line) => line.replace(",50250,", ",502,")),
    );
    expect(quarantineOf(wage)).toEqual([expect.stringMatching(/line:11 502 is not plausible/u)]);
  });
});

describe("workbooks", () => {
  const sheets = (): Record<string, (string | number | Date)[][]> => {
    const rows = text
      .trimEnd()
      .split("\n")
      .map((line) =>
        (line.match(/"[^"]*"|[^,]+|(?<=,)(?=,|$)/gu) ?? []).map((cell) => cell.replaceAll('"', "")),
      )
      .map((cells) => cells.map((cell) => (/^-?\d+(?:\.\d+)?$/u.test(cell) ? Number(cell) : cell)));
    return { "Table 1.10": rows.slice(0, 6), "Table 1.2": rows.slice(6) };
  };

  it("give what the same tables as text give", () => {
    const read = readEdition(
      "occupation.xlsx",
      workbookOf({
        Index: [["Contents"], ["Table 1.10 Occupational separations and openings"]],
        ...sheets(),
      }),
    );
    expect(rowsOf(read, "projections")).toEqual(rowsOf(readEdition(LATEST, text), "projections"));
    expect(rowsOf(read, "wages")).toEqual(rowsOf(readEdition(LATEST, text), "wages"));
    expect(read.ignored[0]).toBe("Index!A1:2 table_not_loaded");
  });

  it("set a date and a formula aside where numbers belong", () => {
    const dated = sheets();
    (dated["Table 1.10"]?.[4] ?? [])[3] = new Date(Date.UTC(2024, 0, 1));
    const read = readEdition("occupation.xlsx", workbookOf(dated));
    expect(quarantineOf(read)).toEqual([
      expect.stringMatching(/Table 1\.10!A5 Employment, 2024 in D5 holds a date/u),
    ]);
    const made = sheets();
    const sheet = utils.aoa_to_sheet(made["Table 1.2"] ?? []);
    sheet["L5"] = { t: "n", v: 50_250, f: "50000+250" };
    const formula = readEdition("occupation.xlsx", workbookOf({ ...made, "Table 1.2": sheet }));
    expect(quarantineOf(formula)).toEqual([
      expect.stringMatching(/Table 1\.2!A5 Median annual wage.* in L5 holds a formula/u),
    ]);
  });
});
