-- One row a source with a city table: how far the table goes and where it stops.
create view report_coverage as
with
  city_records as (
    select
      record_id,
      source_id,
      disposition,
      cast(regexp_extract(locator, '(\d+)', 1) as bigint) as place
    from records
    where kind = 'city_row'
  ),
  rows_seen as (
    select
      source_id,
      list(record_id order by record_id) as record_ids,
      count(*) as rows_seen,
      arg_max(disposition, place) = 'quarantined' as stops_in_a_row
    from city_records
    group by source_id
  ),
  rows_loaded as (
    select
      cities.source_id,
      list(cities.record_id order by cities.record_id) as record_ids,
      count(*) as rows_loaded,
      count(distinct cities.state) filter (where not states.is_territory) as states,
      sum(cities.jobs) as jobs,
      count(*) filter (where cities.typical_annual_usd is null) as without_pay,
      arg_max(cities.state, city_records.place) as last_state
    from city_salaries as cities
    join city_records using (record_id)
    left join states using (state)
    group by cities.source_id
  )
select
  rows_seen.source_id as row_key,
  rows_seen.record_ids,
  coalesce(rows_loaded.record_ids, []) as loaded_record_ids,
  rows_seen.source_id,
  rows_seen.rows_seen,
  coalesce(rows_loaded.rows_loaded, 0) as rows_loaded,
  coalesce(rows_loaded.states, 0) as states,
  (select count(*) from states where not is_territory) as states_in_all,
  rows_loaded.jobs,
  coalesce(rows_loaded.without_pay, 0) as without_pay,
  rows_loaded.last_state,
  rows_seen.stops_in_a_row
from rows_seen
left join rows_loaded using (source_id)
order by rows_seen.source_id;
