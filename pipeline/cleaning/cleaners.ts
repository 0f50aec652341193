import type { Cleaner } from "../contracts/source.ts";
import { cleanCityRow } from "./city-row.ts";
import { cleanEmploymentCount, cleanIndustryShare, cleanProjection } from "./employment.ts";
import { cleanJobPosting } from "./job-posting.ts";
import { ignored, quarantined } from "./outcomes.ts";
import * as facts from "./plain-facts.ts";
import { cleanIndustryWage, cleanWageStatement } from "./wages.ts";

/** A kind of record that is found only to be passed over, by the rule of that name. */
const passedOver =
  (rule: string): Cleaner =>
  () =>
    ignored(rule);

/** Cleaner of every kind of record that a career page can hold. A source may put its own in place of one. */
export const cleaners: Readonly<Record<string, Cleaner>> = {
  alternate_title: facts.cleanJobTitle("alternate_title"),
  area_ranking: facts.cleanAreaRanking,
  city_row: cleanCityRow,
  course: facts.cleanCourse,
  credential: facts.cleanCredential,
  duty: facts.cleanDuty,
  education_requirement: facts.cleanEducationRequirement,
  employment_count: cleanEmploymentCount,
  headline_number: () => quarantined("a number without words that say what it counts"),
  industry_share: cleanIndustryShare,
  industry_wage: cleanIndustryWage,
  interviewee: facts.cleanInterviewee,
  job_posting: cleanJobPosting,
  occupation_title: facts.cleanJobTitle("occupation_title"),
  organization: facts.cleanOrganization,
  program: facts.cleanProgram,
  program_skill: facts.cleanSkill("program_skill"),
  projection: cleanProjection,
  qualification_step: facts.cleanStep,
  quality: facts.cleanSkill("quality"),
  related_occupation: facts.cleanRelatedOccupation,
  skill: facts.cleanSkill("skill"),
  specialty: facts.cleanJobTitle("specialty"),
  study_topic: facts.cleanStudyTopic,
  teaser: passedOver("other_occupation_teaser"),
  template_placeholder: passedOver("template_placeholder"),
  wage_statement: cleanWageStatement,
  advancement_statement: facts.cleanStatement("advancement"),
  certification_statement: facts.cleanStatement("certification"),
  education_statement: facts.cleanStatement("education"),
  prospects_statement: facts.cleanStatement("prospects"),
  schedule_statement: facts.cleanStatement("schedule"),
  sellers_claim: facts.cleanStatement("sellers_claim"),
  training_length_statement: facts.cleanStatement("training_length"),
  work_environment_statement: facts.cleanStatement("work_environment"),
};
