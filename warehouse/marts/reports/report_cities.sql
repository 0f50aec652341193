-- One row a city of the city tables, with the marks of what is missing and what the pages say about it.
create view report_cities as
with
  at_hand as (select distinct record_id from wages where release is null and is_at_hand(occupation_code, occupation_title)),
  cities as (select city_salaries.* from city_salaries join at_hand using (record_id)),
  marks as (
    select
      record_id,
      max(mark) filter (where statistic = 'typical') as typical_mark,
      max(mark) filter (where statistic in ('range_low', 'range_high')) as range_mark
    from wages
    group by record_id
  )
select
  cities.record_id as row_key,
  [cities.record_id] as record_ids,
  cities.source_id,
  cities.reference_period,
  cities.state,
  cities.city,
  -- "Phoenix – Mesa – Glendale" is Phoenix where room is scarce; the tables print the whole name.
  regexp_extract(cities.city, '^(.+?)(?:\s[–(].*)?$', 1) as short_city,
  cities.typical_annual_usd,
  coalesce(marks.typical_mark, 'not stated') as typical_annual_usd_mark,
  cities.low_annual_usd,
  coalesce(marks.range_mark, 'not stated') as low_annual_usd_mark,
  cities.high_annual_usd,
  coalesce(marks.range_mark, 'not stated') as high_annual_usd_mark,
  cities.jobs,
  cities.share_of_area_jobs_pct,
  coalesce(cities.jobs < 100, false) as is_small_cell,
  cities.disposition = 'repaired' as is_repaired,
  row_number() over (order by cities.jobs desc nulls last, cities.state, cities.city, cities.record_id) as jobs_place
from cities
left join marks using (record_id)
order by cities.state, cities.city, cities.record_id;

comment on view report_cities is
  'One row per city row that loaded: pay, jobs, the marks of what is missing, and how the city is named and placed.';
comment on column report_cities.row_key is 'Names the row in this view: its record.';
comment on column report_cities.record_ids is 'Records that the row was read from: the one of the city.';
comment on column report_cities.source_id is 'Source of the record.';
comment on column report_cities.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the row speaks of; null where unknown.';
comment on column report_cities.state is 'Postal code of the state.';
comment on column report_cities.city is 'City, after repairs; of a metropolitan area all its names.';
comment on column report_cities.short_city is
  'City without what follows a spaced dash or an opening bracket: the first of a metropolitan area''s names.';
comment on column report_cities.typical_annual_usd is
  'Typical salary, US dollars a year; null where missing, with its mark.';
comment on column report_cities.typical_annual_usd_mark is
  'Why the typical salary is missing, as the source marks it (not stated without a mark); read only where it is null.';
comment on column report_cities.low_annual_usd is
  'Low end of the salary range, US dollars a year; null where missing, with its mark.';
comment on column report_cities.low_annual_usd_mark is
  'Why the range, or an end of it, is missing, as the source marks it (not stated without a mark); read only where this end is null.';
comment on column report_cities.high_annual_usd is
  'High end of the salary range, US dollars a year; null where missing, with its mark.';
comment on column report_cities.high_annual_usd_mark is
  'Why the range, or an end of it, is missing, as the source marks it (not stated without a mark); read only where this end is null.';
comment on column report_cities.jobs is 'Number of jobs; null where missing.';
comment on column report_cities.share_of_area_jobs_pct is
  'Share of all jobs of the area, in percent (0 to 100); null where missing.';
comment on column report_cities.is_small_cell is
  'True where fewer than 100 jobs are counted, so that a few people''s pay can move the figures; false where none are stated.';
comment on column report_cities.is_repaired is 'True where a named rule changed a value of the row.';
comment on column report_cities.jobs_place is
  'Place among all city rows by number of jobs, 1 for the most; rows without jobs come last, equals by state and city.';
