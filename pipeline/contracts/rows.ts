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

/** Columns of a fact that speaks of an occupation: the page's own unless the record names another. */
export type About = Dated & OfOccupation;

/** Area and industry that a statistic speaks of. `state` is the postal code, null for the nation. */
export interface OfPlace {
  area_type: "nation" | "state" | "metro" | "nonmetro" | "region";
  area_name: string;
  state: string | null;
  area_code: string | null;
  /** As printed; null for all industries. */
  industry: string | null;
  /** Code of the industry in the North American Industry Classification System; null where not given. */
  industry_code: string | null;
}

/** The release of a survey that a statistic is from. */
export interface OfRelease {
  /** `OEWS May 2016`, as `releases` lists it; null for a statistic of a page. */
  release: string | null;
  /** How wide the occupation is in its classification; null where the source does not say. */
  occupation_group: OccupationGroup | null;
}

/** Levels of the Standard Occupational Classification, the widest first. */
export type OccupationGroup = "total" | "major" | "minor" | "broad" | "detailed";

/** Why a value is null: as the source marks it. Null where the value is there. */
export type Mark = "not stated" | "N/A" | "$" | "*" | "**" | "#" | "~" | null;

/** Every fact table of the warehouse and its row. Money in US dollars, percentages 0 to 100. */
export interface FactTables {
  wages: Dated &
    OfOccupation &
    OfPlace &
    OfRelease & {
      /** `entry` and `experienced` are means of the lower third and the upper two thirds. */
      statistic:
        | "mean"
        | "p10"
        | "p25"
        | "median"
        | "p75"
        | "p90"
        | "entry"
        | "experienced"
        | "typical"
        | "range_low"
        | "range_high";
      annual_usd: number | null;
      hourly_usd: number | null;
      mark: Mark;
      /** Relative standard error of the estimate, in percent; null where not given. */
      rse_pct: number | null;
    };
  employment: Dated &
    OfOccupation &
    OfPlace &
    OfRelease & {
      measure:
        | "jobs"
        | "share_of_area_jobs_pct"
        | "share_of_occupation_jobs_pct"
        | "share_of_industry_jobs_pct"
        | "establishments_reporting_pct"
        | "jobs_per_1000"
        | "location_quotient";
      value: number | null;
      mark: Mark;
      /** Relative standard error of the estimate, in percent; null where not given. */
      rse_pct: number | null;
    };
  projections: Dated &
    OfOccupation &
    OfRelease & {
      base_year: number | null;
      target_year: number | null;
      base_jobs: number | null;
      target_jobs: number | null;
      change_jobs: number | null;
      change_pct: number | null;
      openings_per_year: number | null;
      /** Parts of openings_per_year: new jobs, and workers who leave the labor force or the occupation. */
      openings_growth_per_year: number | null;
      openings_exits_per_year: number | null;
      openings_transfers_per_year: number | null;
    };
  credentials: About & {
    credential_name: string;
    abbreviation: string | null;
    /** Abbreviation or name of the body that grants it; null where the page does not say. */
    issuer: string | null;
    eligibility: string | null;
    renewal_years: number | null;
  };
  organizations: About & {
    organization_name: string;
    abbreviation: string | null;
    description: string | null;
    /** Street, suite, city, state and ZIP as printed; null where the page gives no address. */
    postal_address: string | null;
    city: string | null;
    state: string | null;
    postal_code: string | null;
    /** Address on the web; null where the page gives none. */
    url: string | null;
  };
  education_requirements: About & {
    level:
      | "none"
      | "high_school"
      | "some_college"
      | "certificate"
      | "associate"
      | "bachelor"
      | "master"
      | "doctorate"
      | "certification";
    /** How the page puts it: needed as a rule, required, preferred, or possible. */
    necessity: "typical" | "required" | "preferred" | "possible";
    applies_to: string | null;
    statement: string;
  };
  courses: About & { title: string; description: string; benefit: string; position: number };
  study_topics: About & { topic: string; position: number };
  duties: About & { duty: string; role: string; position: number };
  skills: About & {
    skill: string;
    description: string | null;
    skill_kind: "quality" | "skill" | "program_skill";
    position: number;
  };
  job_titles: About & {
    title: string;
    abbreviation: string | null;
    relation:
      "occupation_title" | "alternate_title" | "reported_title" | "specialty" | "entry_level" | "advancement";
  };
  job_postings: About & {
    title: string;
    employer: string;
    city: string;
    state: string;
    snippet: string | null;
    is_on_topic: boolean;
    topic_reason: string;
    position: number;
  };
  programs: About & {
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
  area_rankings: About & {
    measure: "employment" | "pay";
    rank: number;
    area_type: "state";
    area_name: string;
    state: string;
  };
  related_occupations: About & {
    /** Null where the source gives the code only; its title is then a row of `job_titles`. */
    related_title: string | null;
    /** Code of the other occupation; null where not given. */
    related_code: string | null;
  };
  technologies: About & {
    /** Product or kind of product. */
    technology: string;
    /** Class of the product, and its code in the United Nations Standard Products and Services Code. */
    category: string;
    category_code: string;
    /** Whether the source calls it often asked for in job postings. */
    is_hot: boolean;
  };
  job_zones: About & {
    /** 1, little preparation, to 5, extensive preparation. */
    job_zone: number;
    zone_name: string | null;
    /** Range of specific vocational preparation, as printed: `6.0 to < 7.0`. */
    svp_range: string | null;
  };
  qualification_steps: About & { title: string; description: string | null; position: number };
  statements: About & {
    topic:
      | "prospects"
      | "education"
      | "certification"
      | "advancement"
      | "schedule"
      | "work_environment"
      | "training_length"
      | "work_experience"
      | "on_the_job_training"
      | "summary"
      | "sellers_claim";
    statement: string;
    /** The number in the statement that a reader would ask for; null where there is none. */
    value: number | null;
    /** Unit of value, as in `hours_per_week`, `years`, `pct`; null with value. */
    unit: string | null;
    /** True where the speaker sells what the statement praises. */
    is_sellers_claim: boolean;
  };
  interviewees: About & {
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
  reference_series: Dated &
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
  releases: Dated & {
    /** `OEWS May 2016`. */
    release: string;
    survey: string;
    /** Occupational classification of the release: `SOC 2010`, or a mixture of the survey's own. */
    classification: string;
    /** Edition of the metropolitan area definitions: `OMB 2013`; null where the survey has no areas. */
    area_delineation: string | null;
    /** Wages from here up are published as `#`; null where not known. */
    top_annual_usd: number | null;
    top_hourly_usd: number | null;
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
  area_delineations: Dated & {
    /** `OMB 2013`: who delineates metropolitan areas, and the year of the delineation. */
    delineation: string;
    /** Day of the announcement, ISO date. */
    announced_on: string;
    /** Years of the earliest and the latest release of OEWS that can have its areas; null: in use. */
    first_release_year: number;
    last_release_year: number | null;
    /** Latest release that can have its metropolitan divisions; null where none can. */
    divisions_last_release_year: number | null;
    /** What the years rest on. */
    evidence: string;
  };
  area_names: Dated & {
    delineation: string;
    /** A whole metropolitan area, a division of one, or a New England city and town area. */
    area_kind: "metro" | "division" | "necta";
    area_code: string;
    /** With its states: `Fort Smith, AR-OK`. */
    area_name: string;
    /** Code of the area that a division is part of; null for the others. */
    whole_code: string | null;
    /** Codes of its counties, joined by plus signs, for areas with divisions and for the divisions; null where not listed. */
    counties: string | null;
    /** Document that has the name. */
    basis: string;
  };
}

/** Name of a fact table. */
export type TableName = keyof FactTables;

/** A row and the table it belongs to. */
export type FactRow = { [T in TableName]: { readonly table: T; readonly row: FactTables[T] } }[TableName];
