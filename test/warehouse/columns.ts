import type { FactTables, TableName } from "../../pipeline/contracts/rows.ts";

const dated = {
  reference_period: true,
  reference_period_basis: true,
  reference_period_evidence: true,
} as const;
const of = { occupation_code: true, occupation_title: true } as const;
const place = { area_type: true, area_name: true, state: true, area_code: true, industry: true } as const;

/** Columns of every fact table of the contract; the compiler refuses one too many or too few. */
export const CONTRACT_COLUMNS = {
  wages: { ...of, ...place, statistic: true, annual_usd: true, hourly_usd: true, mark: true, ...dated },
  employment: { ...of, ...place, measure: true, value: true, mark: true, ...dated },
  projections: {
    ...of,
    base_year: true,
    target_year: true,
    base_jobs: true,
    target_jobs: true,
    change_jobs: true,
    change_pct: true,
    openings_per_year: true,
    ...dated,
  },
  credentials: {
    credential_name: true,
    abbreviation: true,
    issuer: true,
    eligibility: true,
    renewal_years: true,
    ...dated,
  },
  organizations: {
    organization_name: true,
    abbreviation: true,
    description: true,
    postal_address: true,
    city: true,
    state: true,
    postal_code: true,
    ...dated,
  },
  education_requirements: { level: true, necessity: true, applies_to: true, statement: true, ...dated },
  courses: { title: true, description: true, benefit: true, position: true, ...dated },
  study_topics: { topic: true, position: true, ...dated },
  duties: { duty: true, role: true, position: true, ...dated },
  skills: { skill: true, description: true, skill_kind: true, position: true, ...dated },
  job_titles: { title: true, abbreviation: true, relation: true, ...dated },
  job_postings: {
    title: true,
    employer: true,
    city: true,
    state: true,
    snippet: true,
    is_on_topic: true,
    topic_reason: true,
    position: true,
    ...dated,
  },
  programs: {
    program_name: true,
    degree: true,
    provider: true,
    tuition_usd: true,
    tuition_term_months: true,
    course_count: true,
    completion_pct: true,
    completion_months: true,
    accreditor: true,
    qualifies_for_exam: true,
    ...dated,
  },
  area_rankings: { measure: true, rank: true, area_type: true, area_name: true, state: true, ...dated },
  related_occupations: { related_title: true, ...dated },
  qualification_steps: { title: true, description: true, position: true, ...dated },
  statements: { topic: true, statement: true, value: true, unit: true, is_sellers_claim: true, ...dated },
  interviewees: { person_name: true, credentials: true, practice: true, location: true, ...dated },
} as const satisfies { readonly [Table in TableName]: Readonly<Record<keyof FactTables[Table], true>> };
