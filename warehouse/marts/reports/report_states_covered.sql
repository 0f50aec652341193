-- One row a source with a city table: how far the table goes and where it stops.
CREATE OR REPLACE VIEW report_states_covered AS
WITH
  city_records AS (
    SELECT
      record_id,
      source_id,
      disposition,
      CAST(regexp_extract(locator, '(\d+)', 1) AS BIGINT) AS place
    FROM records
    WHERE kind = 'city_row'
  ),
  rows_seen AS (
    SELECT
      source_id,
      list(record_id ORDER BY record_id) AS record_ids,
      count(*) AS rows_seen,
      arg_max(disposition, place) = 'quarantined' AS stops_in_a_row
    FROM city_records
    GROUP BY source_id
  ),
  rows_loaded AS (
    SELECT
      cities.source_id,
      count(*) AS rows_loaded,
      count(DISTINCT cities.state) AS states,
      sum(cities.jobs) AS jobs,
      count(*) FILTER (WHERE cities.typical_annual_usd IS NULL) AS without_pay,
      arg_max(cities.state, city_records.place) AS last_state
    FROM city_salaries AS cities
    JOIN city_records USING (record_id)
    GROUP BY cities.source_id
  )
SELECT
  rows_seen.source_id AS row_key,
  rows_seen.record_ids,
  rows_seen.source_id,
  rows_seen.rows_seen,
  coalesce(rows_loaded.rows_loaded, 0) AS rows_loaded,
  coalesce(rows_loaded.states, 0) AS states,
  (SELECT count(*) FROM report_states) AS states_in_all,
  rows_loaded.jobs,
  coalesce(rows_loaded.without_pay, 0) AS without_pay,
  rows_loaded.last_state,
  rows_seen.stops_in_a_row
FROM rows_seen
LEFT JOIN rows_loaded USING (source_id)
ORDER BY rows_seen.source_id;
