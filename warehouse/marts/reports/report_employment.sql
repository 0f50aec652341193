-- Jobs of the whole nation, of the occupation at hand, by the newest release of the survey and by pages, and the shares
-- of the industries as pages state them: one row a source, code, period, industry and measure.
create view report_employment as
with
  stated as (
    select employment.* replace (
      coalesce(employment.occupation_code, codes.occupation_code, page_code) as occupation_code
    )
    from employment
    left join report_occupation as codes
      on employment.occupation_code is null and lower(codes.occupation_title) = lower(employment.occupation_title)
    left join codes_of_pages on codes_of_pages.source_id = employment.source_id
    where
      employment.area_type = 'nation'
      and is_at_hand(employment.occupation_code, employment.occupation_title)
      and (
        employment.release is null
        or (
          employment.release = (select release from newest_release)
          and employment.industry is null
          and employment.measure = 'jobs'
        )
      )
  )
select
  concat_ws('/', source_id, coalesce(stated.occupation_code, 'no code'), coalesce(reference_period, 'undated'),
    coalesce(industry, 'all'), measure, coalesce(value, 0)) as row_key,
  list(distinct record_id order by record_id) as record_ids,
  source_id,
  reference_period,
  max(reference_period_basis) as reference_period_basis,
  max(reference_period_evidence) as reference_period_evidence,
  stated.occupation_code,
  coalesce(any_value(titles.occupation_title), max(stated.occupation_title)) as occupation_title,
  coalesce(stated.occupation_code in (select occupation_code from headline_codes), true) as is_headline,
  any_value(titles.position) as code_position,
  release,
  industry,
  measure,
  value,
  coalesce(max(mark), 'not stated') as value_mark
from stated
left join report_occupation as titles on titles.occupation_code = stated.occupation_code
group by source_id, stated.occupation_code, reference_period, release, industry, measure, value
order by release is null, source_id, reference_period, code_position nulls last, measure, value desc, industry;

comment on view report_employment is
  'One row per source, code, period, industry, measure and value: jobs of the whole nation and the shares of the industries.';
comment on column report_employment.row_key is
  'Names the row in this view: source, code, period (or undated), industry (or all), measure and value (0 where null), joined by slashes.';
comment on column report_employment.record_ids is
  'Records that state the value; several where the page prints it more than once.';
comment on column report_employment.source_id is 'Source of the records.';
comment on column report_employment.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the row speaks of; null where unknown.';
comment on column report_employment.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown; stated where one record states it.';
comment on column report_employment.reference_period_evidence is
  'What the basis rests on, in words a reader can check, the last in the alphabet where records differ; null where the basis is unknown.';
comment on column report_employment.occupation_code is 'Code of the occupation, as the row or its source proves it; null where nothing does.';
comment on column report_employment.occupation_title is 'Title of the code; where there is none the name that the source gives the occupation.';
comment on column report_employment.is_headline is
  'True where the row speaks of the first code at hand or one that stood in its place before, or of no code that is known; only such rows are compared.';
comment on column report_employment.code_position is 'Position of the code among those at hand, from 1; null without one.';
comment on column report_employment.release is 'Official release that the row is from: OEWS May 2024; null for pages.';
comment on column report_employment.industry is 'Industry as printed; null for all industries.';
comment on column report_employment.measure is
  'What value counts: jobs, share_of_area_jobs_pct, share_of_occupation_jobs_pct, jobs_per_1000 or location_quotient.';
comment on column report_employment.value is
  'Number of jobs, percent (0 to 100), jobs per 1,000 jobs, or quotient, as measure says; null where missing, with its mark.';
comment on column report_employment.value_mark is
  'Why the value is missing, as the source marks it (not stated without a mark); read only where it is null.';
