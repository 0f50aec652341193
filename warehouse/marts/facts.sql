-- Every row of every fact table, reduced to what all of them have.

create view facts as

with all_tables as (
  select 'wages' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from wages
  union all
  select 'employment' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from employment
  union all
  select 'projections' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from projections
  union all
  select 'area_rankings' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from area_rankings
  union all
  select 'education_requirements' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from education_requirements
  union all
  select 'courses' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from courses
  union all
  select 'study_topics' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from study_topics
  union all
  select 'programs' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from programs
  union all
  select 'qualification_steps' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from qualification_steps
  union all
  select 'credentials' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from credentials
  union all
  select 'duties' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from duties
  union all
  select 'skills' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from skills
  union all
  select 'job_titles' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from job_titles
  union all
  select 'job_postings' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from job_postings
  union all
  select 'related_occupations' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from related_occupations
  union all
  select 'organizations' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from organizations
  union all
  select 'statements' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from statements
  union all
  select 'interviewees' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from interviewees
  union all
  select 'technologies' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from technologies
  union all
  select 'job_zones' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from job_zones
  union all
  select 'price_index' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from price_index
  union all
  select 'reference_series' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from reference_series
  union all
  select 'releases' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from releases
  union all
  select 'occupation_vintages' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from occupation_vintages
  union all
  select 'area_delineations' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from area_delineations
  union all
  select 'area_names' as table_name, record_id, source_id, reference_period, reference_period_basis, reference_period_evidence
  from area_names
)

select
  record_id,
  source_id,
  table_name,
  reference_period,
  reference_period_basis,
  reference_period_evidence
from all_tables;

comment on view facts is
  'One row per row of a fact table: where each record ended, and what date its facts carry.';
comment on column facts.record_id is 'Record that this row was read from.';
comment on column facts.source_id is 'Source of the record.';
comment on column facts.table_name is 'Fact table that holds the row.';
comment on column facts.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column facts.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column facts.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';
