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
    join (select distinct record_id from wages where release is null and is_at_hand(occupation_code, occupation_title)) using (record_id)
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
where rows_seen.source_id in (select source_id from sources_at_hand)
order by rows_seen.source_id;

comment on view report_coverage is
  'One row per source with a city table: how many rows it has, how many loaded, and where the table stops.';
comment on column report_coverage.row_key is 'Names the row in this view: its source.';
comment on column report_coverage.record_ids is
  'Records of all rows of the table, those set aside or passed over among them; rows_seen counts them.';
comment on column report_coverage.loaded_record_ids is
  'Records of the rows that loaded, as they stand or repaired; rows_loaded, states, jobs and without_pay rest on these. Empty where none did.';
comment on column report_coverage.source_id is 'Source of the table.';
comment on column report_coverage.rows_seen is 'Rows of the table, whatever became of them.';
comment on column report_coverage.rows_loaded is
  'Rows that loaded, as they stand or after a named rule changed a value; 0 where none did.';
comment on column report_coverage.states is
  'States with a row that loaded, the District of Columbia counted as one and territories not at all; 0 where there is none.';
comment on column report_coverage.states_in_all is
  'States there are, the District of Columbia counted as one and territories not at all: 51, from the table states.';
comment on column report_coverage.jobs is
  'Jobs of the rows that loaded, added up; null where none loaded or none states its jobs.';
comment on column report_coverage.without_pay is
  'Rows that loaded without a typical salary; 0 where there is none.';
comment on column report_coverage.last_state is
  'Postal code of the state of the last row that loaded, in the order of the page; null where none loaded.';
comment on column report_coverage.stops_in_a_row is
  'True where the table''s last row, in the order of the page, is set aside, as a table that breaks off within a row leaves it.';
