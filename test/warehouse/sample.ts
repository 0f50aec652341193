import { createHash } from "node:crypto";
import { HEALTH_INFORMATION, type OccupationAtHand } from "../../pipeline/contracts/occupation.ts";
import type { JudgedSnapshot, SourceReading } from "../../pipeline/contracts/reading.ts";
import type { BlockUse, CleanedRecord, Outcome } from "../../pipeline/contracts/record.ts";
import type {
  About,
  Dated,
  FactRow,
  FactTables,
  OfOccupation,
  OfPlace,
  OfRelease,
} from "../../pipeline/contracts/rows.ts";
import type { Run } from "../../pipeline/contracts/run.ts";
import type { Snapshot } from "../../pipeline/contracts/snapshot.ts";
import type { PageSource } from "../../pipeline/contracts/source.ts";

/** Dated as a page without a date is. */
export const undated: Dated = {
  reference_period: null,
  reference_period_basis: "unknown",
  reference_period_evidence: null,
};

/** What a fact carries whose page states its period; without one it is undated. */
export const statedIn = (period: string | null): Dated =>
  period === null
    ? undated
    : {
        reference_period: period,
        reference_period_basis: "stated",
        reference_period_evidence: "the page says so",
      };

const may2016: Dated = {
  reference_period: "2016-05",
  reference_period_basis: "inferred",
  reference_period_evidence: "the three wage figures equal those of May 2016",
};

/** Occupation of a sample page unless it names another. */
const sampleTitle: OfOccupation = {
  occupation_code: "29-2071",
  occupation_title: "Medical records and health information technicians",
};

/** What a fact of an undated sample page carries. */
export const about: About = { ...undated, ...sampleTitle };

/** The occupation that sample reports are about: health information work, by all of its codes. */
export const sampleOccupation: OccupationAtHand = {
  name: "Health Information Technicians",
  codes: HEALTH_INFORMATION.codes.map((occupation_code) => ({
    occupation_code,
    occupation_title: `Title of ${occupation_code}`,
  })),
  search_words: HEALTH_INFORMATION.search_words,
};

/** An occupation that the project's own tables do not know. */
export const strangeOccupation: OccupationAtHand = {
  name: "Medical Assistants",
  codes: [{ occupation_code: "31-9092", occupation_title: "Medical Assistants" }],
  search_words: ["medical assistant"],
};

const nation: OfPlace = {
  area_type: "nation",
  area_name: "United States",
  state: null,
  area_code: null,
  industry: null,
  industry_code: null,
};

/** A statistic of a page's own, from no release of a survey. */
const ofPage: OfRelease = { release: null, occupation_group: null };

/** A run to load with. */
export const sampleRun: Run = {
  run_id: "2024-07-01T00-00-00Z-sample",
  started: "2024-07-01T00:00:00.000Z",
  finished: "2024-07-01T00:00:05.000Z",
  outcome: "published",
  digest: "0".repeat(64),
};

/** A source that reads nothing; tests that need it to extract or clean give it what it needs. */
export function sampleSource(id: string): PageSource {
  return {
    form: "page",
    parts: "one",
    without: "blocks",
    id,
    publisher: `Publisher of ${id}`,
    short_name: `Publisher of ${id}`,
    title: "Health information technicians",
    url: `https://${id}.example/careers`,
    fetch: [],
    media_type: "text/plain",
    terms: "facts only",
    cadence: "yearly",
    interest: null,
    landmarks: [],
    extractors: [],
    cleaners: {},
    bounds: [],
  };
}

/** A snapshot of a source with the bytes of a text. */
export function sampleSnapshot(source_id: string, text: string, file = "page.txt"): Snapshot {
  const bytes = new TextEncoder().encode(text);
  return {
    snapshot_id: createHash("sha256").update(bytes).digest("hex"),
    source_id,
    path: `${source_id}/${file}`,
    bytes,
    meta: {
      url: null,
      retrieved_at: "2024-06-30T12:00:00Z",
      status: null,
      headers: {},
      prose: "original",
      note: null,
    },
  };
}

/** A snapshot as a run judges it: the current one of its source, unless overridden. */
export function judged(snapshot: Snapshot, columns: Partial<JudgedSnapshot> = {}): JudgedSnapshot {
  return {
    snapshot,
    state: "current",
    reason: null,
    encoding: "utf-8",
    part: "page",
    occupation: sampleTitle,
    modified_on: null,
    ...columns,
  };
}

/** A fact to put on a sample page: what stands there, and what became of it. */
export interface SampleFact {
  readonly kind: string;
  readonly raw_text: string;
  readonly outcome: Outcome;
}

/** The reading of a source whose one page, about an occupation, holds these facts, one a line. */
export function sampleReading(
  id: string,
  facts: readonly SampleFact[],
  occupation: OfOccupation = sampleTitle,
): SourceReading {
  const text = facts.map((fact) => fact.raw_text).join("\n");
  const snapshot = sampleSnapshot(id, text);
  let start = 0;
  const cleaned = facts.map((fact, index): CleanedRecord => {
    const span = { start, end: start + fact.raw_text.length };
    start = span.end + 1;
    const record = {
      record_id: `${id}/${fact.kind}/${String(index).padStart(4, "0")}`,
      source_id: id,
      snapshot_id: snapshot.snapshot_id,
      kind: fact.kind,
      locator: `chars:${String(span.start)}-${String(span.end)}`,
      raw_text: fact.raw_text,
      readings: [],
    };
    return { record, outcome: fact.outcome };
  });
  const blocks = cleaned.map(({ record }, position): BlockUse => ({
    snapshot_id: snapshot.snapshot_id,
    position,
    kind: "paragraph",
    locator: record.locator,
    state: "used",
    rule: null,
  }));
  return {
    source: sampleSource(id),
    is_reference: false,
    snapshots: [judged(snapshot, { occupation })],
    cleaned,
    blocks,
  };
}

type RowOf<Table extends FactRow["table"]> = Extract<FactRow, { readonly table: Table }>;

/** A wages row of the nation, all industries, unless overridden. */
export function wage(columns: Partial<FactTables["wages"]>): RowOf<"wages"> {
  const row = { statistic: "median" as const, annual_usd: null, hourly_usd: null, mark: null, rse_pct: null };
  return { table: "wages", row: { ...sampleTitle, ...nation, ...ofPage, ...row, ...may2016, ...columns } };
}

/** An employment row of the nation, all industries, unless overridden. */
export function employment(columns: Partial<FactTables["employment"]>): RowOf<"employment"> {
  const row = { measure: "jobs" as const, value: null, mark: null, rse_pct: null };
  return {
    table: "employment",
    row: { ...sampleTitle, ...nation, ...ofPage, ...row, ...may2016, ...columns },
  };
}

/** The rows of one line of a city table; a null salary carries the mark `$`. */
export function cityRows(
  state: string,
  city: string,
  salary: { typical: number; low: number; high: number } | null,
  jobs: number,
  sharePct: number,
): FactRow[] {
  const place = { ...undated, area_type: "metro" as const, area_name: city, state };
  const mark = salary === null ? ("$" as const) : null;
  return [
    wage({ ...place, statistic: "typical", annual_usd: salary?.typical ?? null, mark }),
    wage({ ...place, statistic: "range_low", annual_usd: salary?.low ?? null, mark }),
    wage({ ...place, statistic: "range_high", annual_usd: salary?.high ?? null, mark }),
    employment({ ...place, measure: "jobs", value: jobs }),
    employment({ ...place, measure: "share_of_area_jobs_pct", value: sharePct }),
  ];
}

const loaded = (...rows: FactRow[]): Outcome => ({ disposition: "loaded", rows });

const cityFacts: SampleFact[] = [
  {
    kind: "city_row",
    raw_text: "AlabamaBirmingham$36,000$28K – $56K1,2700.24%",
    outcome: loaded(
      ...cityRows("AL", "Birmingham", { typical: 36_000, low: 28_000, high: 56_000 }, 1270, 0.24),
    ),
  },
  {
    kind: "city_row",
    raw_text: "ArizonaPhoenix$$28K – $59K2,7300.14%",
    outcome: loaded(...cityRows("AZ", "Phoenix", null, 2730, 0.14)),
  },
  {
    kind: "city_row",
    raw_text: "ArizonaLake Havasu City $ Kingman$34,000$25K – $47K500.10%",
    outcome: {
      disposition: "repaired",
      rows: cityRows(
        "AZ",
        "Lake Havasu City – Kingman",
        { typical: 34_000, low: 25_000, high: 47_000 },
        50,
        0.1,
      ),
      repairs: [
        {
          column_name: "area_name",
          rule: "dollar sign for a dash",
          before: "Lake Havasu City $ Kingman",
          after: "Lake Havasu City – Kingman",
        },
      ],
    },
  },
  {
    kind: "city_row",
    raw_text: "IllinoisPeoria",
    outcome: { disposition: "quarantined", reason: "the row stops after its name" },
  },
  {
    kind: "vacancy",
    raw_text: "Auto technician 🚗",
    outcome: { disposition: "ignored", rule: "vacancies of other trades" },
  },
];

const nationalFacts: SampleFact[] = [
  {
    kind: "wage_sentence",
    raw_text: "The median annual wage was $38,040; the lowest 10 percent earned less than $25,000.",
    outcome: loaded(
      wage({ statistic: "median", annual_usd: 38_040, hourly_usd: 18.29 }),
      wage({ statistic: "p10", annual_usd: 25_000 }),
    ),
  },
  {
    kind: "industry_share",
    raw_text: "Hospitals 36%",
    outcome: loaded(
      employment({ measure: "share_of_occupation_jobs_pct", industry: "Hospitals", value: 36 }),
    ),
  },
  {
    kind: "industry_share",
    raw_text: "Offices of physicians 19",
    outcome: loaded(
      employment({ measure: "share_of_occupation_jobs_pct", industry: "Offices of physicians", value: 19 }),
    ),
  },
  {
    kind: "projection",
    raw_text: "206,300 to 234,100, an increase of 27,800 or 13 percent",
    outcome: loaded({
      table: "projections",
      row: {
        ...sampleTitle,
        ...ofPage,
        base_year: 2016,
        target_year: 2026,
        base_jobs: 206_300,
        target_jobs: 234_100,
        change_jobs: 27_800,
        change_pct: 13,
        openings_per_year: null,
        openings_growth_per_year: null,
        openings_exits_per_year: null,
        openings_transfers_per_year: null,
        reference_period: "2016/2026",
        reference_period_basis: "stated",
        reference_period_evidence: "2016-26",
      },
    }),
  },
  ...["CA", "TX"].map((state, index) => ({
    kind: "state_ranking",
    raw_text: `${String(index + 1)}. ${state}`,
    outcome: loaded({
      table: "area_rankings",
      row: { ...about, measure: "pay", rank: index + 1, area_type: "state", area_name: state, state },
    }),
  })),
];

/**
 * A small set of readings that every check passes: `cities` with two loaded rows, one repaired, one
 * quarantined and one ignored; `national` with figures of the nation; `asleep` without any snapshot.
 */
export function sampleReadings(): SourceReading[] {
  const asleep = {
    source: sampleSource("asleep"),
    is_reference: false,
    snapshots: [],
    cleaned: [],
    blocks: [],
  };
  return [sampleReading("cities", cityFacts), sampleReading("national", nationalFacts), asleep];
}
