-- Sectors of the newest release of the survey: one row a code at hand and sector, most jobs first.
create view report_industries as
with
  sectors as (
    select
      source_id,
      occupation_code,
      industry,
      industry_code,
      release,
      reference_period,
      max(reference_period_basis) as reference_period_basis,
      max(reference_period_evidence) as reference_period_evidence,
      list(distinct record_id order by record_id) as record_ids,
      max(value) filter (measure = 'jobs') as jobs,
      max(mark) filter (measure = 'jobs') as jobs_mark,
      max(value) filter (measure = 'share_of_industry_jobs_pct') as share_of_industry_jobs_pct,
      max(mark) filter (measure = 'share_of_industry_jobs_pct') as share_of_industry_jobs_pct_mark
    from employment
    where
      release = (select release from newest_release)
      and area_type = 'nation'
      and industry is not null
      -- A sector is two digits, or a range of them: finer industries are parts of it.
      and regexp_full_match(industry_code, '\d{2}(-\d{2})?')
      and occupation_code in (select occupation_code from report_occupation)
    group by all
  ),
  medians as (
    select
      occupation_code,
      industry_code,
      max(annual_usd) as median_annual_usd,
      max(mark) as median_annual_usd_mark
    from wages
    where
      release = (select release from newest_release)
      and area_type = 'nation'
      and industry is not null
      and statistic = 'median'
    group by occupation_code, industry_code
  )
select
  concat_ws('/', sectors.occupation_code, sectors.industry_code) as row_key,
  sectors.record_ids,
  sectors.source_id,
  sectors.occupation_code,
  codes.occupation_title,
  sectors.occupation_code in (select occupation_code from headline_codes) as is_headline,
  codes.position as code_position,
  sectors.release,
  sectors.reference_period,
  sectors.reference_period_basis,
  sectors.reference_period_evidence,
  sectors.industry,
  sectors.industry_code,
  sectors.jobs,
  coalesce(sectors.jobs_mark, 'not stated') as jobs_mark,
  sectors.share_of_industry_jobs_pct,
  coalesce(sectors.share_of_industry_jobs_pct_mark, 'not stated') as share_of_industry_jobs_pct_mark,
  medians.median_annual_usd,
  coalesce(medians.median_annual_usd_mark, 'not stated') as median_annual_usd_mark
from sectors
join report_occupation as codes using (occupation_code)
left join medians using (occupation_code, industry_code)
order by codes.position, sectors.jobs desc nulls last, sectors.industry_code;

comment on view report_industries is
  'One row per code at hand and sector of the newest release of the survey: jobs, their share of the sector, and median pay, whole nation.';
comment on column report_industries.row_key is 'Names the row in this view: code and sector, joined by a slash.';
comment on column report_industries.record_ids is 'Records that the row was read from.';
comment on column report_industries.source_id is 'Source of the records.';
comment on column report_industries.occupation_code is 'Code of the occupation.';
comment on column report_industries.occupation_title is 'Its title.';
comment on column report_industries.is_headline is
  'True for the first code at hand and those that stood in its place before; only such rows are compared.';
comment on column report_industries.code_position is 'Position of the code among those at hand, from 1.';
comment on column report_industries.release is 'Release of the survey: OEWS May 2024.';
comment on column report_industries.reference_period is 'Month that the release speaks of: 2024-05.';
comment on column report_industries.reference_period_basis is 'How the period is known: stated by the release.';
comment on column report_industries.reference_period_evidence is 'What the basis rests on: the name of the release.';
comment on column report_industries.industry is 'Sector as the release names it.';
comment on column report_industries.industry_code is
  'Sector of the North American Industry Classification System (NAICS): 62, 31-33; 99 is government as the survey groups it.';
comment on column report_industries.jobs is 'Jobs of the occupation in the sector, rounded to tens; null where withheld, with its mark.';
comment on column report_industries.jobs_mark is 'Why the jobs are missing, as the release marks it; read only where they are null.';
comment on column report_industries.share_of_industry_jobs_pct is
  'Jobs of the occupation as a part of all jobs of the sector, in percent (0 to 100); null where withheld, with its mark.';
comment on column report_industries.share_of_industry_jobs_pct_mark is
  'Why the share is missing, as the release marks it; read only where it is null.';
comment on column report_industries.median_annual_usd is 'Median wage, US dollars a year; null where withheld, with its mark.';
comment on column report_industries.median_annual_usd_mark is
  'Why the median is missing, as the release marks it; read only where it is null.';
