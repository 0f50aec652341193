import type { Fields, Repair } from "../contracts/record.ts";
import type { OfPlace } from "../contracts/rows.ts";
import { Unreadable } from "./oews-figures.ts";
import { STATE_NAMES, stateCode, stateOfFips } from "./states.ts";

/** Codes of the column AREA_TYPE; a territory stands as the state of its postal code. */
const AREA_TYPES: ReadonlyMap<string, PartType | "nation"> = new Map([
  ["1", "nation"],
  ["2", "state"],
  ["3", "state"],
  ["4", "metro"],
  ["6", "nonmetro"],
]);

/** Digits of an area's code, which tell its kind in releases without AREA_TYPE. */
const CODE_LENGTHS = { state: 2, metro: 5, nonmetro: 7 } as const;

/** Kinds of areas that are parts of the nation. */
type PartType = keyof typeof CODE_LENGTHS;

const PART_TYPES = Object.keys(CODE_LENGTHS) as PartType[];

/** Kinds of areas whose codes begin with the federal code of their state, and so may have lost a zero. */
const WITHIN_A_STATE: ReadonlySet<PartType> = new Set(["state", "nonmetro"]);

/** A New England city and town area (NECTA) whose code of five digits was made as long as a nonmetropolitan one's: 0077200. */
const NEW_ENGLAND = /^00(?<code>7\d{4})$/u;

/** Code of the nation in the column AREA. */
const NATION = "99";

const UNITED_STATES = { area_type: "nation", area_name: "United States", state: null } as const;

/** The owners that cross-industry figures are of: federal, state and local government, and private. */
const EVERY_OWNER = "1235";

/** Names of the ownership codes, after the releases' own field descriptions. */
const OWNERS: ReadonlyMap<string, string> = new Map([
  ["1", "federal government"],
  ["2", "state government"],
  ["3", "local government"],
  ["5", "private"],
  ["35", "private and local government"],
  ["57", "private, local government gambling establishments and casino hotels"],
  ["58", "private, state and local government hospitals"],
  ["59", "private and postal service"],
  ["123", "federal, state, and local government"],
  ["235", "private, state, and local government"],
  [EVERY_OWNER, "private and government"],
]);

/**
 * Area and industry of a row. A release without AREA speaks of the nation, one without NAICS of all
 * industries together. An owner is named with the industry only where the file has the same industry of
 * several owners (field `owners`), or where cross-industry figures are not of all owners.
 *
 * @param repairs Takes leading zeros of an area's code, where a workbook lost them or New England's has too many.
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
  const area_code = areaCodeOf(area_type, printed);
  if (area_code !== printed) {
    repairs.push({ column_name: "area_code", rule: "leading_zeros", before: printed, after: area_code });
  }
  const state = stateOf(area_type, area_code, area_name, fields["prim_state"]?.trim() ?? "");
  return { area_type, area_name, state, area_code };
}

/** The code with the digits of its kind: workbooks lose leading zeros, and New England's have two more in some releases. */
function areaCodeOf(area_type: PartType, printed: string): string {
  const length = CODE_LENGTHS[area_type];
  const code = WITHIN_A_STATE.has(area_type)
    ? printed.padStart(length, "0")
    : printed.replace(NEW_ENGLAND, "$<code>");
  if (code.length === length && /^\d+$/u.test(code)) return code;
  throw new Unreadable(`AREA reads “${printed}”, where a code of this kind of area has ${length} digits`);
}

function areaTypeOf(printed: string | undefined, code: string): PartType | "nation" {
  if (printed !== undefined && printed !== "") {
    const known = AREA_TYPES.get(printed);
    if (known === undefined) throw new Unreadable(`AREA_TYPE reads “${printed}”, which is no kind of area`);
    return known;
  }
  if (code === NATION) return "nation";
  if (NEW_ENGLAND.test(code)) return "metro";
  const known = /^\d+$/u.test(code) ? PART_TYPES.find((kind) => hasLengthOf(kind, code)) : undefined;
  if (known === undefined) throw new Unreadable(`AREA reads “${code}”, which tells no kind of area`);
  return known;
}

/** Whether a code is as long as those of a kind, or one shorter where it may have lost a zero. */
const hasLengthOf = (kind: PartType, code: string): boolean =>
  code.length === CODE_LENGTHS[kind] || (WITHIN_A_STATE.has(kind) && code.length === CODE_LENGTHS[kind] - 1);

/**
 * Postal code of an area's first state: by its code where that begins with a state's, by its name for a metropolitan area, whose
 * name ends in the codes of its states. PRIM_STATE, which not every release has, has to agree with the first.
 */
function stateOf(area_type: PartType, code: string, area_name: string, printed: string): string {
  if (printed !== "" && !STATE_NAMES.has(printed))
    throw new Unreadable(`PRIM_STATE reads “${printed}”, which is no state, beside “${area_name}”`);
  if (!WITHIN_A_STATE.has(area_type)) {
    const state = printed === "" ? firstStateIn(area_name) : printed;
    if (state === null) throw new Unreadable(`the name “${area_name}” tells no state of the area`);
    return state;
  }
  const state = stateOfFips(code.slice(0, 2));
  if (state === null) throw new Unreadable(`AREA reads “${code}”, which begins with no state's code`);
  const told = printed === "" ? stateCode(area_name) : printed;
  if (told !== null && told !== state)
    throw new Unreadable(`AREA reads “${code}”, of ${state}, beside “${area_name}” of ${told}`);
  return state;
}

/** First of the postal codes that a metropolitan area's name ends in, or that stand before its kind: “, MD Metropolitan Division”. */
function firstStateIn(area_name: string): string | null {
  const codes = /,\s*(?<first>\p{Lu}{2})(?:-\p{Lu}{2})*(?:\s+(?:Metropolitan|NECTA)\b.*)?$/u.exec(area_name);
  const first = codes?.groups?.["first"] ?? "";
  return STATE_NAMES.has(first) ? first : null;
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
