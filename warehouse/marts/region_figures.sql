-- What official releases say of the occupation at hand in the states and their regions: one row a release, code and area.
create view region_figures as
with
  -- Only a release says which survey it is of or how wide its occupations are; a page does neither.
  of_areas as (
    select wages.*, report_occupation.position
    from wages
    join report_occupation using (occupation_code)
    where
      area_type in ('state', 'region', 'metro', 'nonmetro')
      and state is not null
      and industry is null
      and (release is not null or occupation_group is not null)
  ),
  by_record as (
    select
      record_id,
      any_value(source_id) as source_id,
      any_value(release) as release,
      any_value(reference_period) as reference_period,
      any_value(reference_period_basis) as reference_period_basis,
      any_value(reference_period_evidence) as reference_period_evidence,
      any_value(state) as state,
      any_value(area_type) as area_type,
      any_value(area_code) as area_code,
      any_value(area_name) as area_name,
      any_value(occupation_code) as occupation_code,
      any_value(occupation_title) as occupation_title,
      any_value(occupation_group) as occupation_group,
      any_value(position) as position,
      any_value(annual_usd) filter (statistic = 'median') as median_annual_usd,
      any_value(mark) filter (statistic = 'median') as median_mark,
      any_value(annual_usd) filter (statistic = 'mean') as mean_annual_usd,
      any_value(mark) filter (statistic = 'mean') as mean_mark,
      bool_or(statistic in ('entry', 'experienced')) as has_thirds,
      any_value(annual_usd) filter (statistic = 'entry') as entry_annual_usd,
      any_value(mark) filter (statistic = 'entry') as entry_mark,
      any_value(annual_usd) filter (statistic = 'experienced') as experienced_annual_usd,
      any_value(mark) filter (statistic = 'experienced') as experienced_mark,
      any_value(annual_usd) filter (statistic = 'p10') as p10_annual_usd,
      any_value(mark) filter (statistic = 'p10') as p10_mark,
      any_value(annual_usd) filter (statistic = 'p90') as p90_annual_usd,
      any_value(mark) filter (statistic = 'p90') as p90_mark
    from of_areas
    group by record_id
  ),
  jobs_of as (
    select record_id, any_value(value) as jobs, any_value(mark) as jobs_mark
    from employment
    where measure = 'jobs' and industry is null
    group by record_id
  )
select
  record_id,
  source_id,
  release,
  reference_period,
  reference_period_basis,
  reference_period_evidence,
  state,
  area_type,
  coalesce(area_code, area_name) as area,
  area_name,
  occupation_code,
  occupation_title,
  position,
  cast(jobs as double) as jobs,
  jobs_mark,
  median_annual_usd,
  median_mark,
  mean_annual_usd,
  mean_mark,
  has_thirds,
  if(has_thirds, entry_annual_usd, p10_annual_usd) as low_annual_usd,
  if(has_thirds, entry_mark, p10_mark) as low_mark,
  if(has_thirds, experienced_annual_usd, p90_annual_usd) as high_annual_usd,
  if(has_thirds, experienced_mark, p90_mark) as high_mark
from by_record
left join jobs_of using (record_id)
-- A broad group with one detailed occupation of its code stands twice with the same figures; the detailed one counts.
qualify
  row_number() over (
    partition by source_id, release, area_type, coalesce(area_code, area_name), occupation_code
    order by occupation_group is not distinct from 'broad', record_id
  ) = 1;

comment on view region_figures is
  'One row per official release, code of the occupation at hand, and state or area within one: pay and jobs, with the marks of what is missing.';
comment on column region_figures.record_id is 'Record that the row was read from.';
comment on column region_figures.source_id is 'Source of the record.';
comment on column region_figures.release is 'Release: OEWS May 2015; null where the file does not say.';
comment on column region_figures.reference_period is 'Month (2015-05) that the release speaks of; null where unknown.';
comment on column region_figures.reference_period_basis is 'How the period is known: stated, inferred or unknown.';
comment on column region_figures.reference_period_evidence is 'What the basis rests on; null where it is unknown.';
comment on column region_figures.state is 'Postal code of the state; of an area in several states the first.';
comment on column region_figures.area_type is 'Kind of area: state, region, metro or nonmetro.';
comment on column region_figures.area is 'Code of the area, or its name where the source gives no code.';
comment on column region_figures.area_name is 'Name of the area.';
comment on column region_figures.occupation_code is 'Code of the occupation.';
comment on column region_figures.occupation_title is 'Its title in the release.';
comment on column region_figures.position is 'Place of the code in report_occupation, 1 for the newest.';
comment on column region_figures.jobs is 'Number of jobs; null where missing.';
comment on column region_figures.jobs_mark is 'Why the jobs are missing; null where they are not.';
comment on column region_figures.median_annual_usd is 'Median wage, US dollars a year; null where missing.';
comment on column region_figures.median_mark is 'Why the median is missing; null where it is not.';
comment on column region_figures.mean_annual_usd is 'Mean wage, US dollars a year; null where missing.';
comment on column region_figures.mean_mark is 'Why the mean is missing; null where it is not.';
comment on column region_figures.has_thirds is
  'True where low and high are the entry and the experienced wage, means of the lowest-paid third and of the other two; false where they are the 10th and 90th percentile.';
comment on column region_figures.low_annual_usd is 'Entry wage or 10th percentile, US dollars a year; null where missing.';
comment on column region_figures.low_mark is 'Why it is missing; null where it is not.';
comment on column region_figures.high_annual_usd is 'Experienced wage or 90th percentile, US dollars a year; null where missing.';
comment on column region_figures.high_mark is 'Why it is missing; null where it is not.';
