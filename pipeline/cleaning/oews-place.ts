import type { Fields, Repair } from "../contracts/record.ts";
import type { OfPlace } from "../contracts/rows.ts";
import { Unreadable } from "./oews-figures.ts";
import { STATE_NAMES, stateCode } from "./states.ts";

type AreaType = OfPlace["area_type"];

/** Codes of the column AREA_TYPE; a territory stands as the state of its postal code. */
const AREA_TYPES: ReadonlyMap<string, AreaType> = new Map([
  ["1", "nation"],
  ["2", "state"],
  ["3", "state"],
  ["4", "metro"],
  ["6", "nonmetro"],
]);

/** Digits of an area's code, which tell its kind in releases without AREA_TYPE. */
const CODE_LENGTHS: ReadonlyMap<AreaType, number> = new Map([
  ["state", 2],
  ["metro", 5],
  ["nonmetro", 7],
]);

/** Code of the nation in the column AREA. */
const NATION = "99";

const UNITED_STATES = { area_type: "nation", area_name: "United States", state: null } as const;

/** The owners that cross-industry figures are of: federal, state and local government, and private. */
const EVERY_OWNER = "1235";

/** Names of the ownership codes that two rows of one industry may differ in. */
const OWNERS: ReadonlyMap<string, string> = new Map([
  ["1", "federal government"],
  ["2", "state government"],
  ["3", "local government"],
  ["5", "private"],
  ["35", "private and local government"],
  ["123", "federal, state, and local government"],
  ["235", "private, state, and local government"],
  [EVERY_OWNER, "private and government"],
]);

/**
 * Area and industry of a row. A release without AREA speaks of the nation, one without NAICS of all
 * industries together. An owner is named with the industry only where the file has the same industry of
 * several owners (field `owners`), or where cross-industry figures are not of all owners.
 *
 * @param repairs Takes leading zeros that a workbook lost of an area's code.
 * @throws Unreadable where the columns do not tell which area the row is of.
 */
export function placeOf(fields: Fields, repairs: Repair[]): OfPlace {
  return { ...areaOf(fields, repairs), ...industryOf(fields) };
}

function areaOf(fields: Fields, repairs: Repair[]): Omit<OfPlace, "industry" | "industry_code"> {
  const printed = fields["area"]?.trim();
  if (printed === undefined) return { ...UNITED_STATES, area_code: null };
  const area_type = areaTypeOf(fields["area_type"]?.trim(), printed);
  if (area_type === "nation") return { ...UNITED_STATES, area_code: printed };
  const area_name = (fields["area_title"] ?? "").trim();
  if (area_name === "") throw new Unreadable(`AREA_TITLE is empty beside the area ${printed}`);
  const area_code = printed.padStart(CODE_LENGTHS.get(area_type) ?? 0, "0");
  if (area_code !== printed) {
    repairs.push({ column_name: "area_code", rule: "leading_zeros", before: printed, after: area_code });
  }
  return {
    area_type,
    area_name,
    state: postalCodeOf(fields["prim_state"]?.trim() ?? "", area_name),
    area_code,
  };
}

function areaTypeOf(printed: string | undefined, code: string): AreaType {
  if (printed !== undefined && printed !== "") {
    const known = AREA_TYPES.get(printed);
    if (known === undefined) throw new Unreadable(`AREA_TYPE reads “${printed}”, which is no kind of area`);
    return known;
  }
  if (code === NATION) return "nation";
  const known = /^\d+$/u.test(code)
    ? [...CODE_LENGTHS].find(([, length]) => code.length === length || code.length === length - 1)
    : undefined;
  if (known === undefined) throw new Unreadable(`AREA reads “${code}”, which tells no kind of area`);
  return known[0];
}

/** Postal code of an area's first state: the column's, else the one that its name is or ends in. */
function postalCodeOf(printed: string, area_name: string): string {
  const state = printed === "" ? (stateCode(area_name) ?? lastStateOf(area_name)) : printed;
  if (state === null || !STATE_NAMES.has(state)) {
    const what = printed === "" ? `the name “${area_name}”` : `“${printed}” beside “${area_name}”`;
    throw new Unreadable(`${what} tells no state of the area`);
  }
  return state;
}

/** The first of the codes that a metropolitan area's name ends in, else the state of a nonmetropolitan area's. */
function lastStateOf(area_name: string): string | null {
  const codes = /,\s*(?<first>\p{Lu}{2})(?:-\p{Lu}{2})*$/u.exec(area_name)?.groups;
  return codes?.["first"] ?? stateBefore(area_name);
}

/** State in the name of a nonmetropolitan area: “Northwest Alabama nonmetropolitan area”. */
function stateBefore(area_name: string): string | null {
  const stem = area_name.replace(/\s+nonmetropolitan area.*$/iu, "");
  // The longest name first: West Virginia ends in the name of another state.
  const found = [...STATE_NAMES]
    .filter(([, name]) => stem.endsWith(name))
    .sort(([, a], [, b]) => b.length - a.length)[0];
  return found?.[0] ?? null;
}

function industryOf(fields: Fields): Pick<OfPlace, "industry" | "industry_code"> {
  const title = (fields["naics_title"] ?? "").trim();
  const code = (fields["naics"] ?? "").trim();
  const owner = (fields["own_code"] ?? "").trim();
  const isEveryIndustry =
    /^0+$/u.test(code) || /^cross-industry$/iu.test(title) || (code === "" && title === "");
  if (isEveryIndustry && (owner === "" || owner === EVERY_OWNER))
    return { industry: null, industry_code: null };
  if (title === "") throw new Unreadable(`NAICS_TITLE is empty beside the industry ${code}`);
  const isTold = isEveryIndustry || fields["owners"] === "several";
  return {
    industry: isTold ? `${title} (${OWNERS.get(owner) ?? `ownership code ${owner}`})` : title,
    industry_code: code === "" ? null : code,
  };
}
