-- Figures of city rows held against official figures of the same areas, release by release.
create view city_figures as
with
  cities as (
    select
      record_id,
      source_id,
      max(annual_usd) filter (statistic = 'typical') as typical_usd,
      max(annual_usd) filter (statistic = 'range_low') as low_usd,
      max(annual_usd) filter (statistic = 'range_high') as high_usd
    from wages
    where area_type = 'metro' and release is null and is_at_hand(occupation_code, occupation_title)
    group by record_id, source_id
  ),
  city_jobs as (
    select record_id, value as jobs
    from employment
    where area_type = 'metro' and release is null and measure = 'jobs'
  ),
  parts as (
    select
      city_areas.source_id,
      city_areas.delineation,
      divisions.whole_code,
      list(city_areas.record_id order by city_areas.record_id) as record_ids,
      list_sort(flatten(list(string_split(divisions.counties, '+')))) as counties
    from city_areas
    join area_names as divisions using (delineation, area_code)
    where divisions.whole_code is not null and divisions.counties is not null
    group by city_areas.source_id, city_areas.delineation, divisions.whole_code
  ),
  -- A release may have an area under another code; what has the same counties is the same area.
  wholes as (
    select distinct parts.source_id, parts.record_ids, same.area_code, comparable_area_name(same.area_name) as name
    from parts
    join area_names as whole on whole.delineation = parts.delineation and whole.area_code = parts.whole_code
    join area_names as same on same.counties = whole.counties and same.area_kind = 'metro'
    where parts.counties = list_sort(string_split(whole.counties, '+'))
  ),
  units as (
    select distinct
      'same area' as comparison,
      source_id,
      [record_id] as record_ids,
      area_code,
      comparable_area_name(area_name) as name
    from city_area_names
    union all
    select 'its parts' as comparison, source_id, record_ids, area_code, name
    from wholes
  ),
  unit_cities as (
    select units.*, unnest(units.record_ids) as record_id
    from units
  ),
  -- Jobs are rounded to tens, part by part and in the whole; ends of a range to thousands, up or down. What a whole
  -- has for a mean, a median or a percentile lies between those of its parts.
  bounds as (
    select
      comparison,
      unit_cities.source_id,
      record_ids,
      area_code,
      name,
      unnest([
        {
          measure: 'jobs',
          least: if(count(jobs) = count(*), sum(jobs) - if(count(*) = 1, 0, 5 * count(*) + 5), null),
          most: if(count(jobs) = count(*), sum(jobs) + if(count(*) = 1, 0, 5 * count(*) + 5), null)
        },
        {
          measure: 'median',
          least: if(count(typical_usd) = count(*), min(typical_usd), null),
          most: if(count(typical_usd) = count(*), max(typical_usd), null)
        },
        {
          measure: 'mean',
          least: if(count(typical_usd) = count(*), min(typical_usd), null),
          most: if(count(typical_usd) = count(*), max(typical_usd), null)
        },
        {
          measure: 'p10',
          least: if(count(low_usd) = count(*), min(low_usd) - 999, null),
          most: if(count(low_usd) = count(*), max(low_usd) + 999, null)
        },
        {
          measure: 'p90',
          least: if(count(high_usd) = count(*), min(high_usd) - 999, null),
          most: if(count(high_usd) = count(*), max(high_usd) + 999, null)
        }
      ], recursive := true)
    from unit_cities
    join cities using (record_id)
    left join city_jobs using (record_id)
    group by comparison, unit_cities.source_id, record_ids, area_code, name
  ),
  official as (
    select
      record_id, release, reference_period, occupation_code, occupation_title, area_code, area_name,
      statistic as measure, annual_usd::double as official_value
    from wages
    where area_type = 'metro' and release is not null and industry is null
      and statistic in ('mean', 'median', 'p10', 'p90')
    union all
    select
      record_id, release, reference_period, occupation_code, occupation_title, area_code, area_name,
      measure, value as official_value
    from employment
    where area_type = 'metro' and release is not null and industry is null and measure = 'jobs'
  )
select
  bounds.source_id,
  official.release,
  try_cast(left(official.reference_period, 4) as integer) as release_year,
  official.occupation_code,
  bounds.comparison,
  official.area_code,
  official.area_name,
  bounds.measure,
  bounds.least::bigint as least,
  bounds.most::bigint as most,
  official.official_value,
  official.official_value between bounds.least and bounds.most as agrees,
  list_append(bounds.record_ids, official.record_id) as record_ids
from bounds
join official using (area_code, measure)
where bounds.name = comparable_area_name(official.area_name)
  and is_at_hand(official.occupation_code, official.occupation_title)
  and official.official_value is not null
  and bounds.least is not null
order by all;

comment on view city_figures is
  'One row per official area, release, occupation code and measure that city rows of the occupation at hand can be held against: the area itself, or the divisions that make it up. A table copied from a release would agree with it.';
comment on column city_figures.source_id is 'Source of the city rows.';
comment on column city_figures.release is 'Release that the official figure is of.';
comment on column city_figures.release_year is 'Reference year of the release.';
comment on column city_figures.occupation_code is 'Code of the occupation in the release.';
comment on column city_figures.comparison is
  'same area: one city row of the area''s own name and code; its parts: city rows of all divisions of an area with the same counties.';
comment on column city_figures.area_code is 'Code of the official area.';
comment on column city_figures.area_name is 'Its name in the release.';
comment on column city_figures.measure is
  'jobs; or the official wage that a figure of the city rows may be: mean and median against the typical salary, p10 and p90 against the ends of its range.';
comment on column city_figures.least is
  'Least official figure that the city rows allow, in jobs or US dollars a year: their own less what rounding explains, of parts the least of them, of jobs their sum.';
comment on column city_figures.most is 'Most that they allow.';
comment on column city_figures.official_value is 'The official figure, in jobs or US dollars a year.';
comment on column city_figures.agrees is 'Whether it lies between the two.';
comment on column city_figures.record_ids is 'Records compared: the city rows, and the official row at the end.';
