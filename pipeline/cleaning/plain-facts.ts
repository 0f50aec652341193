import type { Fields, Outcome, RawRecord } from "../contracts/record.ts";
import type { FactRow, FactTables } from "../contracts/rows.ts";
import type { CleaningContext } from "../contracts/source.ts";
import { parseNumber, parseNumberOrWord, parsePct, parseUsd } from "./amounts.ts";
import { loaded, quarantined, row } from "./outcomes.ts";
import { STATE_NAMES, stateCode } from "./states.ts";

/** Makes a cleaner of a function that needs exactly one reading; none or several are quarantined. */
function oneReading(
  toRow: (fields: Fields, context: CleaningContext, record: RawRecord) => FactRow | string,
): (record: RawRecord, context: CleaningContext) => Outcome {
  return (record, context) => {
    const [fields, other] = record.readings;
    if (fields === undefined) return quarantined("the text cannot be parted into its fields");
    if (other !== undefined) return quarantined(`the text can be read in ${record.readings.length} ways`);
    const result = toRow(fields, context, record);
    return typeof result === "string" ? quarantined(result) : loaded(result);
  };
}

const text = (fields: Fields, name: string): string => fields[name] ?? "";
const textOrNull = (fields: Fields, name: string): string | null => fields[name] ?? null;
const position = (fields: Fields): number => Number(fields["position"]);

/** Fields title, description, benefit, position. */
export const cleanCourse = oneReading((fields, { about }) =>
  row("courses", {
    ...about,
    title: text(fields, "title"),
    description: text(fields, "description"),
    benefit: text(fields, "benefit"),
    position: position(fields),
  }),
);

/** Fields topic, position. */
export const cleanStudyTopic = oneReading((fields, { about }) =>
  row("study_topics", { ...about, topic: text(fields, "topic"), position: position(fields) }),
);

/** Fields duty, role, position. */
export const cleanDuty = oneReading((fields, { about }) =>
  row("duties", {
    ...about,
    duty: text(fields, "duty"),
    role: text(fields, "role"),
    position: position(fields),
  }),
);

/** A skill: fields label, text (absent for a bare list), position. */
export function cleanSkill(skill_kind: FactTables["skills"]["skill_kind"]) {
  return oneReading((fields, { about }) =>
    row("skills", {
      ...about,
      skill: text(fields, "label"),
      description: textOrNull(fields, "text"),
      skill_kind,
      position: position(fields),
    }),
  );
}

/** Fields title, abbreviation. */
export function cleanJobTitle(relation: FactTables["job_titles"]["relation"]) {
  return oneReading((fields, { about }) =>
    row("job_titles", {
      ...about,
      title: text(fields, "title"),
      abbreviation: textOrNull(fields, "abbreviation"),
      relation,
    }),
  );
}

/** Fields title. */
export const cleanRelatedOccupation = oneReading((fields, { about }) =>
  row("related_occupations", { ...about, related_title: text(fields, "title"), related_code: null }),
);

/** Fields title, description, position. */
export const cleanStep = oneReading((fields, { about }) =>
  row("qualification_steps", {
    ...about,
    title: text(fields, "title"),
    description: textOrNull(fields, "description"),
    position: position(fields),
  }),
);

/** Fields measure, rank, state (in full). */
export const cleanAreaRanking = oneReading((fields, { about }) => {
  const state = stateCode(text(fields, "state"));
  if (state === null) return `“${text(fields, "state")}” is not a state`;
  const measure = fields["measure"] === "pay" ? "pay" : "employment";
  const area_name = text(fields, "state");
  return row("area_rankings", {
    ...about,
    measure,
    rank: Number(fields["rank"]),
    area_type: "state",
    area_name,
    state,
  });
});

/** Fields name, abbreviation, description, address. */
export const cleanOrganization = oneReading((fields, { about }) => {
  const address = textOrNull(fields, "address");
  const parts = /,\s*(?<city>[^,]+),\s*(?<state>\p{Lu}{2})\s+(?<zip>\d{5}(?:-\d{4})?)$/u.exec(
    address ?? "",
  )?.groups;
  if (address !== null && (parts === undefined || !STATE_NAMES.has(parts["state"] ?? ""))) {
    return `“${address}” does not end in city, state and ZIP code`;
  }
  return row("organizations", {
    ...about,
    organization_name: text(fields, "name"),
    abbreviation: textOrNull(fields, "abbreviation"),
    description: textOrNull(fields, "description"),
    postal_address: address,
    city: parts?.["city"] ?? null,
    state: parts?.["state"] ?? null,
    postal_code: parts?.["zip"] ?? null,
    url: null,
  });
});

/**
 * A credential: fields name, abbreviation, issuer, eligibility. A renewal (fields holders, every,
 * issuer) speaks of the credential whose holders it names ("Registered health information technicians").
 */
export const cleanCredential = oneReading((fields, { about, records }) => {
  const name = fields["holders"] === undefined ? fields : heldBy(fields["holders"], records);
  if (name === undefined) return `no credential of this page belongs to “${text(fields, "holders")}”`;
  const every = fields["every"] === undefined ? null : parseNumberOrWord(fields["every"]);
  if (fields["every"] !== undefined && every === null) return `“${fields["every"]}” is not a number of years`;
  return row("credentials", {
    ...about,
    credential_name: text(name, "name"),
    abbreviation: textOrNull(name, "abbreviation"),
    issuer: textOrNull(fields, "issuer"),
    eligibility: textOrNull(fields, "eligibility"),
    renewal_years: every,
  });
});

function heldBy(holders: string, records: readonly RawRecord[]): Fields | undefined {
  const words = (phrase: string): string =>
    (phrase.toLowerCase().match(/\p{L}+/gu) ?? [])
      .map((word) => word.replace(/s$/u, ""))
      .filter((word) => word !== "who" && word !== "are")
      .sort()
      .join(" ");
  return records
    .filter(({ kind }) => kind === "credential")
    .map(({ readings }) => readings[0])
    .find((fields) => fields?.["name"] !== undefined && words(fields["name"]) === words(holders));
}

const LEVELS: readonly {
  readonly words: RegExp;
  readonly level: FactTables["education_requirements"]["level"];
}[] = [
  { words: /high school/iu, level: "high_school" },
  { words: /bachelor/iu, level: "bachelor" },
  { words: /master/iu, level: "master" },
  { words: /doctor/iu, level: "doctorate" },
  { words: /associate|two-year|\d-year/iu, level: "associate" },
  { words: /post-?secondary certificate/iu, level: "certificate" },
  { words: /certification/iu, level: "certification" },
];

/** From the weakest to the strongest: a clause that says "may require" only allows for it. */
const NECESSITIES: readonly {
  readonly words: RegExp;
  readonly necessity: FactTables["education_requirements"]["necessity"];
}[] = [
  { words: /\b(?:may|can|could|enough|help)\b/iu, necessity: "possible" },
  { words: /\b(?:prefers?|seek|look for|rather)\b/iu, necessity: "preferred" },
  { words: /\b(?:usually|typically|often|most|as a rule|generally|mainly)\b/iu, necessity: "typical" },
  { words: /\b(?:must|needs?|requires?|required|requirements?|minimum)\b/iu, necessity: "required" },
];

/** Fields level (as printed), statement. */
export const cleanEducationRequirement = oneReading((fields, { about }) => {
  const statement = text(fields, "statement");
  const level = LEVELS.find(({ words }) => words.test(text(fields, "level")))?.level;
  if (level === undefined) return `“${text(fields, "level")}” is not a known level of education`;
  const necessity = NECESSITIES.find(({ words }) => words.test(statement))?.necessity ?? "typical";
  const applies =
    /\b(?:managerial|entry-level|some) positions\b|\b(?:non-)?registered (?:\p{L}+ ){1,4}?technicians\b/iu.exec(
      statement,
    );
  return row("education_requirements", {
    ...about,
    level,
    necessity,
    applies_to: applies?.[0] ?? null,
    statement,
  });
});

/** A sentence kept as the page has it: fields statement, value, unit. */
export function cleanStatement(topic: FactTables["statements"]["topic"]) {
  return oneReading((fields, { about }) => {
    const value =
      fields["value"] === undefined ? null : parseNumberOrWord(fields["value"].replace(/%$/u, ""));
    if (fields["value"] !== undefined && value === null) return `“${fields["value"]}” is not a number`;
    return row("statements", {
      ...about,
      topic,
      statement: text(fields, "statement"),
      value,
      unit: value === null ? null : textOrNull(fields, "unit"),
      is_sellers_claim: topic === "sellers_claim",
    });
  });
}

/** Fields name, credentials, practice, location. */
export const cleanInterviewee = oneReading((fields, { about }) =>
  row("interviewees", {
    ...about,
    person_name: text(fields, "name"),
    credentials: text(fields, "credentials"),
    practice: textOrNull(fields, "practice"),
    location: textOrNull(fields, "location"),
  }),
);

/** Fields name, degree, provider, tuition, term_months, courses, pct, months, accreditor, exam; all but the name may be absent. */
export const cleanProgram = oneReading((fields, { about }) => {
  const number = (name: string, parse: (printed: string) => number | null): number | null =>
    fields[name] === undefined ? null : parse(fields[name]);
  return row("programs", {
    ...about,
    program_name: text(fields, "name"),
    degree: textOrNull(fields, "degree"),
    provider: textOrNull(fields, "provider"),
    tuition_usd: number("tuition", parseUsd),
    tuition_term_months: number("term_months", parseNumberOrWord),
    course_count: number("courses", parseNumber),
    completion_pct: number("pct", parsePct),
    completion_months: number("months", parseNumberOrWord),
    accreditor: textOrNull(fields, "accreditor"),
    qualifies_for_exam: textOrNull(fields, "exam"),
  });
});
