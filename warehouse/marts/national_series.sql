-- National figures of every occupation by release: from the releases themselves where they are loaded, and
-- from the project's own table of them where they are not.
create view national_series as
with
  -- A broad group with one detailed occupation stands twice with the same figures; the detailed one counts.
  official_wages as (
    select
      record_id,
      any_value(source_id) as source_id,
      release,
      any_value(reference_period) as reference_period,
      any_value(reference_period_basis) as reference_period_basis,
      any_value(reference_period_evidence) as reference_period_evidence,
      any_value(occupation_code) as occupation_code,
      any_value(occupation_title) as occupation_title,
      any_value(occupation_group) as occupation_group,
      any_value(annual_usd) filter (statistic = 'mean') as mean_annual_usd,
      any_value(annual_usd) filter (statistic = 'p10') as p10_annual_usd,
      any_value(annual_usd) filter (statistic = 'p25') as p25_annual_usd,
      any_value(annual_usd) filter (statistic = 'median') as median_annual_usd,
      any_value(annual_usd) filter (statistic = 'p75') as p75_annual_usd,
      any_value(annual_usd) filter (statistic = 'p90') as p90_annual_usd
    from wages
    where release is not null and starts_with(release, 'OEWS') and area_type = 'nation' and industry is null
    group by record_id, release
  ),
  official_jobs as (
    select record_id, value as jobs
    from employment
    where release is not null and area_type = 'nation' and industry is null and measure = 'jobs'
  ),
  totals as (
    select release, max(jobs) as all_occupations_jobs
    from official_wages
    join official_jobs using (record_id)
    where occupation_code = '00-0000'
    group by release
  ),
  official as (
    select official_wages.*, official_jobs.jobs, totals.all_occupations_jobs
    from official_wages
    left join official_jobs using (record_id)
    left join totals using (release)
    qualify row_number() over (
      partition by release, official_wages.occupation_code
      order by official_wages.occupation_group = 'detailed' desc nulls last, record_id
    ) = 1
  )
select
  record_id,
  source_id,
  release,
  occupation_code,
  occupation_title,
  occupation_group,
  jobs,
  mean_annual_usd,
  p10_annual_usd,
  p25_annual_usd,
  median_annual_usd,
  p75_annual_usd,
  p90_annual_usd,
  all_occupations_jobs,
  reference_period,
  reference_period_basis,
  reference_period_evidence
from official
union all by name
select *, null as occupation_group
from reference_series
where not exists (
  select 1
  from official
  where official.release = reference_series.release and official.occupation_code = reference_series.occupation_code
);

comment on view national_series is
  'One row per release and occupation of the Occupational Employment and Wage Statistics (OEWS), whole nation, all industries. Rows of different occupation codes are no series.';
comment on column national_series.record_id is 'Record that this row was read from: a row of the release, or a line of the project''s own table.';
comment on column national_series.source_id is 'Source of the record.';
comment on column national_series.release is 'Release of the survey: OEWS May 2016.';
comment on column national_series.occupation_code is
  'Code of the occupation in the classification of the release.';
comment on column national_series.occupation_title is 'Occupation as the release names it.';
comment on column national_series.occupation_group is
  'How wide the occupation is in its classification; null where the row is from the project''s own table.';
comment on column national_series.jobs is 'Jobs, rounded to tens; self-employed workers are not in it. Null where not published.';
comment on column national_series.mean_annual_usd is 'Mean wage, US dollars a year, unadjusted; null where not published.';
comment on column national_series.p10_annual_usd is 'Wage that a tenth earn less than, US dollars a year, unadjusted; null where not published.';
comment on column national_series.p25_annual_usd is 'Wage that a quarter earn less than, US dollars a year, unadjusted; null where not published.';
comment on column national_series.median_annual_usd is 'Median wage, US dollars a year, unadjusted; null where not published.';
comment on column national_series.p75_annual_usd is 'Wage that a quarter earn more than, US dollars a year, unadjusted; null where not published.';
comment on column national_series.p90_annual_usd is 'Wage that a tenth earn more than, US dollars a year, unadjusted; null where not published.';
comment on column national_series.all_occupations_jobs is
  'Jobs of all occupations (code 00-0000) in the same release, rounded to tens; null where the release is loaded without them.';
comment on column national_series.reference_period is 'Month that the release speaks of: 2016-05.';
comment on column national_series.reference_period_basis is 'How the period is known: stated by the release.';
comment on column national_series.reference_period_evidence is 'What the basis rests on: the name of the release.';
