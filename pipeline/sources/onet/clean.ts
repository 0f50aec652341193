import { loaded, quarantined, row } from "../../cleaning/outcomes.ts";
import type { Fields } from "../../contracts/record.ts";
import type { About, Dated, FactRow, FactTables } from "../../contracts/rows.ts";
import type { Cleaner } from "../../contracts/source.ts";

/** A row, or why there can be none. */
type Made = FactRow | string;

/**
 * Makes a cleaner of a function from trimmed cells. A row is of the occupation that its O*NET-SOC code
 * says; its title stands in another table, by which rows are named when all of them are there (`withOwnTitles`).
 */
function cleaner(needed: readonly string[], toRow: (fields: Fields, about: About) => Made): Cleaner {
  return (record, { about }) => {
    const [cells = {}] = record.readings;
    const fields = Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, cell.trim()]));
    const missing = needed.find((name) => (fields[name] ?? "") === "");
    if (missing !== undefined) return quarantined(`the column ${missing} is empty`);
    const dated = fields["date"] === undefined ? about : { ...about, ...dateOf(fields["date"]) };
    const made = toRow(fields, { ...dated, occupation_code: codeOf(fields["soc_code"] ?? "") });
    return typeof made === "string" ? quarantined(made) : loaded(made);
  };
}

/** `29-2072.00` is the occupation 29-2072 itself; `29-1141.01`, an occupation within 29-1141, keeps its whole code. */
function codeOf(socCode: string): string {
  return socCode.replace(/\.00$/u, "");
}

const NOT_APPLICABLE = /^n\/a$/iu;

/** `08/2021`, when the row was last looked into, as a month; nothing where it is none. */
function dateOf(printed: string): Partial<Dated> {
  const { month, year } = /^(?<month>0[1-9]|1[0-2])\/(?<year>(?:19|20)\d{2})$/u.exec(printed)?.groups ?? {};
  if (month === undefined || year === undefined) return {};
  return {
    reference_period: `${year}-${month}`,
    reference_period_basis: "stated",
    reference_period_evidence: `the row's column Date says ${printed}`,
  };
}

/** Whether a cell of the column Date is a month or says that there is none. */
const isDate = (printed = ""): boolean =>
  NOT_APPLICABLE.test(printed) || "reference_period" in dateOf(printed);

/** Cleaners of the kinds of rows that the tables have; fields by the names of `tables.ts`. */
export const cleaners: Readonly<Record<string, Cleaner>> = {
  occupation_title: cleaner(["occ_title"], (fields, about) => {
    const title = fields["occ_title"] ?? "";
    return row("job_titles", {
      ...about,
      occupation_title: title,
      title,
      abbreviation: null,
      relation: "occupation_title",
    });
  }),
  alternate_title: jobTitle("alternate_title"),
  reported_title: jobTitle("reported_title"),
  technology: cleaner(["technology", "category", "category_code", "is_hot"], (fields, about) => {
    const hot = fields["is_hot"] ?? "";
    if (hot !== "Y" && hot !== "N") return `“${hot}” in the column Hot Technology is neither Y nor N`;
    const code = fields["category_code"] ?? "";
    if (!/^\d{8}$/u.test(code)) return `“${code}” is not the code of a commodity, which has eight digits`;
    return row("technologies", {
      ...about,
      technology: fields["technology"] ?? "",
      category: fields["category"] ?? "",
      category_code: code,
      is_hot: hot === "Y",
    });
  }),
  job_zone: cleaner(["job_zone", "date"], (fields, about) => {
    const zone = fields["job_zone"] ?? "";
    if (!/^[1-5]$/u.test(zone)) return `“${zone}” is not a job zone from 1 to 5`;
    if (!isDate(fields["date"])) return `“${fields["date"] ?? ""}” is not a month`;
    return row("job_zones", { ...about, job_zone: Number(zone), zone_name: null, svp_range: null });
  }),
  related_occupation: cleaner(["related_code"], (fields, about) => {
    const code = fields["related_code"] ?? "";
    if (!/^\d{2}-\d{4}\.\d{2}$/u.test(code)) return `“${code}” is not a code of O*NET-SOC`;
    return row("related_occupations", { ...about, related_title: null, related_code: codeOf(code) });
  }),
  task: cleaner(["task", "date"], (fields, about) => {
    if (!isDate(fields["date"])) return `“${fields["date"] ?? ""}” is not a month`;
    const duty = fields["task"] ?? "";
    return row("duties", {
      ...about,
      duty,
      role: "general",
      position: Number(fields["position"]),
    });
  }),
};

/** A title that workers of the occupation have; its short form where the table gives one. */
function jobTitle(relation: "alternate_title" | "reported_title"): Cleaner {
  return cleaner([relation], (fields, about) => {
    const short = fields["short_title"] ?? "";
    const abbreviation = short === "" || NOT_APPLICABLE.test(short) ? null : short;
    const title: FactTables["job_titles"] = {
      ...about,
      title: fields[relation] ?? "",
      abbreviation,
      relation,
    };
    return row("job_titles", title);
  });
}
