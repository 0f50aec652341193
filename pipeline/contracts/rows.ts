/** How a reference period is known: printed on the page, concluded from recorded evidence, or not known. */
export type PeriodBasis = "stated" | "inferred" | "unknown";

/** Columns that every fact carries. */
export interface Dated {
  /** ISO 8601 month (`2006-05`), year (`2016`) or interval of years (`2016/2026`); null where unknown. */
  reference_period: string | null;
  reference_period_basis: PeriodBasis;
  /** What the basis rests on, in words a reader can check; null where the basis is `unknown`. */
  reference_period_evidence: string | null;
}

/** Occupation as the page names it; the code only where title or figures prove it. */
export interface OfOccupation {
  occupation_code: string | null;
  occupation_title: string;
}

/** Area and industry that a statistic speaks of. `state` is the postal code, null for the nation. */
export interface OfPlace {
  area_type: "nation" | "state" | "metro" | "nonmetro" | "region";
  area_name: string;
  state: string | null;
  area_code: string | null;
  /** As printed; null for all industries. */
  industry: string | null;
}

/** Why a value is null: as the source marks it. Null where the value is there. */
export type Mark = "not stated" | "N/A" | "$" | "*" | "**" | "#" | "~" | null;

/** Every fact table of the warehouse and its row. Money in US dollars, percentages 0 to 100. */
export interface FactTables {
  wages: Dated &
    OfOccupation &
    OfPlace & {
      statistic: "mean" | "p10" | "p25" | "median" | "p75" | "p90" | "typical" | "range_low" | "range_high";
      annual_usd: number | null;
      hourly_usd: number | null;
      mark: Mark;
    };
  employment: Dated &
    OfOccupation &
    OfPlace & {
      measure:
        | "jobs"
        | "share_of_area_jobs_pct"
        | "share_of_occupation_jobs_pct"
        | "jobs_per_1000"
        | "location_quotient";
      value: number | null;
      mark: Mark;
    };
  projections: Dated &
    OfOccupation & {
      base_year: number | null;
      target_year: number | null;
      base_jobs: number | null;
      target_jobs: number | null;
      change_jobs: number | null;
      change_pct: number | null;
      openings_per_year: number | null;
    };
  credentials: Dated & {
    credential_name: string;
    abbreviation: string | null;
    /** Abbreviation or name of the body that grants it; null where the page does not say. */
    issuer: string | null;
    eligibility: string | null;
    renewal_years: number | null;
  };
  organizations: Dated & {
    organization_name: string;
    abbreviation: string | null;
    description: string | null;
    /** Street, suite, city, state and ZIP as printed; null where the page gives no address. */
    postal_address: string | null;
    city: string | null;
    state: string | null;
    postal_code: string | null;
  };
  education_requirements: Dated & {
    level:
      "high_school" | "certificate" | "associate" | "bachelor" | "master" | "doctorate" | "certification";
    /** How the page puts it: needed as a rule, required, preferred, or possible. */
    necessity: "typical" | "required" | "preferred" | "possible";
    applies_to: string | null;
    statement: string;
  };
  courses: Dated & { title: string; description: string; benefit: string; position: number };
  study_topics: Dated & { topic: string; position: number };
  duties: Dated & { duty: string; role: string; position: number };
  skills: Dated & {
    skill: string;
    description: string | null;
    skill_kind: "quality" | "skill" | "program_skill";
    position: number;
  };
  job_titles: Dated & {
    title: string;
    abbreviation: string | null;
    relation: "occupation_title" | "alternate_title" | "specialty" | "entry_level" | "advancement";
  };
  job_postings: Dated & {
    title: string;
    employer: string;
    city: string;
    state: string;
    snippet: string | null;
    is_on_topic: boolean;
    topic_reason: string;
    position: number;
  };
  programs: Dated & {
    program_name: string;
    degree: string | null;
    provider: string | null;
    tuition_usd: number | null;
    tuition_term_months: number | null;
    course_count: number | null;
    completion_pct: number | null;
    completion_months: number | null;
    accreditor: string | null;
    qualifies_for_exam: string | null;
  };
  area_rankings: Dated & {
    measure: "employment" | "pay";
    rank: number;
    area_type: "state";
    area_name: string;
    state: string;
  };
  related_occupations: Dated & { related_title: string };
  qualification_steps: Dated & { title: string; description: string | null; position: number };
  statements: Dated & {
    topic:
      | "prospects"
      | "education"
      | "certification"
      | "advancement"
      | "schedule"
      | "work_environment"
      | "training_length"
      | "sellers_claim";
    statement: string;
    /** The number in the statement that a reader would ask for; null where there is none. */
    value: number | null;
    /** Unit of value, as in `hours_per_week`, `years`, `pct`; null with value. */
    unit: string | null;
    /** True where the speaker sells what the statement praises. */
    is_sellers_claim: boolean;
  };
  interviewees: Dated & {
    person_name: string;
    credentials: string;
    practice: string | null;
    location: string | null;
  };
  price_index: Dated & {
    year: number;
    /** 1982–84 = 100. */
    cpi_u: number;
  };
  national_series: Dated &
    OfOccupation & {
      release: string;
      jobs: number;
      mean_annual_usd: number;
      p10_annual_usd: number;
      p25_annual_usd: number;
      median_annual_usd: number;
      p75_annual_usd: number;
      p90_annual_usd: number;
      /** Jobs of all occupations in the same release. */
      all_occupations_jobs: number;
    };
  occupation_vintages: Dated &
    OfOccupation & {
      classification: string;
      first_year: number;
      /** Null where it is still in use. */
      last_year: number | null;
      /** Code that stood in its place before; null where the table knows none. */
      follows_code: string | null;
      note: string | null;
    };
}

/** Name of a fact table. */
export type TableName = keyof FactTables;

/** A row and the table it belongs to. */
export type FactRow = { [T in TableName]: { readonly table: T; readonly row: FactTables[T] } }[TableName];
