-- One row a state, code of the occupation at hand and region of the state's release, also where the release has no row
-- of the code for the region.
create view report_regions as
with
  -- The regions are those of the release in any occupation.
  areas as (
    select
      wages.state,
      wages.source_id,
      wages.release,
      wages.area_type,
      coalesce(wages.area_code, wages.area_name) as area,
      arg_min(wages.area_name, wages.record_id) as area_name,
      min(wages.record_id) as record_id
    from wages
    join region_releases
      on region_releases.state = wages.state
      and region_releases.source_id = wages.source_id
      and region_releases.release is not distinct from wages.release
      and (wages.area_type = 'region') = region_releases.has_regions
    where wages.area_type in ('region', 'metro', 'nonmetro')
    group by all
  ),
  codes as (
    select
      state,
      occupation_code,
      min(region_figures.position) as position,
      bool_or(region_figures.has_thirds) as has_thirds
    from region_figures
    join region_releases using (state, source_id)
    where region_figures.release is not distinct from region_releases.release
    group by state, occupation_code
  )
select
  concat_ws('/', areas.state, codes.occupation_code, areas.area_type, areas.area) as row_key,
  [coalesce(figures.record_id, areas.record_id)] as record_ids,
  areas.source_id,
  figures.reference_period,
  areas.state,
  codes.occupation_code,
  codes.position as code_position,
  codes.has_thirds,
  areas.area_name as region,
  figures.record_id is not null as is_listed,
  figures.jobs,
  coalesce(figures.jobs_mark, 'not stated') as jobs_mark,
  figures.median_annual_usd,
  coalesce(figures.median_mark, 'not stated') as median_annual_usd_mark,
  figures.mean_annual_usd,
  coalesce(figures.mean_mark, 'not stated') as mean_annual_usd_mark,
  figures.low_annual_usd,
  coalesce(figures.low_mark, 'not stated') as low_annual_usd_mark,
  figures.high_annual_usd,
  coalesce(figures.high_mark, 'not stated') as high_annual_usd_mark,
  coalesce(figures.jobs < 100, false) as is_small_cell,
  row_number() over (
    partition by areas.state, codes.occupation_code
    order by figures.jobs desc nulls last, figures.record_id is null, areas.area_name, areas.area_type, areas.area
  ) as jobs_place
from areas
join codes using (state)
left join region_figures as figures
  on figures.source_id = areas.source_id
  and figures.release is not distinct from areas.release
  and figures.state = areas.state
  and figures.area_type = areas.area_type
  and figures.area = areas.area
  and figures.occupation_code = codes.occupation_code
order by areas.state, codes.position, jobs_place;

comment on view report_regions is
  'One row per state, code of the occupation at hand and region of the state''s official release: pay, jobs and the marks of what is missing.';
comment on column report_regions.row_key is 'Names the row in this view: state, code, kind of area and area.';
comment on column report_regions.record_ids is
  'The record that the figures were read from; where the release has no row of the code for the region, one that names the region.';
comment on column report_regions.source_id is 'Source of the release.';
comment on column report_regions.reference_period is 'Month that the release speaks of: 2015-05; null where unknown.';
comment on column report_regions.state is 'Postal code of the state.';
comment on column report_regions.occupation_code is 'Code of the occupation.';
comment on column report_regions.code_position is 'Place of the code in report_occupation, 1 for the newest.';
comment on column report_regions.has_thirds is
  'True where low and high are the entry and the experienced wage; false where they are the 10th and 90th percentile.';
comment on column report_regions.region is 'Name of the region or area.';
comment on column report_regions.is_listed is 'Whether the release has a row of the code for the region.';
comment on column report_regions.jobs is 'Number of jobs; null where missing.';
comment on column report_regions.jobs_mark is 'Why the jobs are missing (not stated without a mark); read only where they are null.';
comment on column report_regions.median_annual_usd is 'Median wage, US dollars a year; null where missing.';
comment on column report_regions.median_annual_usd_mark is 'Why the median is missing; read only where it is null.';
comment on column report_regions.mean_annual_usd is 'Mean wage, US dollars a year; null where missing.';
comment on column report_regions.mean_annual_usd_mark is 'Why the mean is missing; read only where it is null.';
comment on column report_regions.low_annual_usd is 'Entry wage or 10th percentile, US dollars a year; null where missing.';
comment on column report_regions.low_annual_usd_mark is 'Why it is missing; read only where it is null.';
comment on column report_regions.high_annual_usd is 'Experienced wage or 90th percentile, US dollars a year; null where missing.';
comment on column report_regions.high_annual_usd_mark is 'Why it is missing; read only where it is null.';
comment on column report_regions.is_small_cell is
  'True where fewer than 100 jobs are counted, so that a few people''s pay can move the figures; false where none are stated.';
comment on column report_regions.jobs_place is
  'Place among the rows of its state and code by number of jobs, 1 for the most; rows without jobs come last, equals by name.';
