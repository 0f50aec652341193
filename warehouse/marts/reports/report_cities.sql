-- One row a city of the city tables, with the marks of what is missing and what the pages say about it.
create view report_cities as
with
  cities as (select * from city_salaries),
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
