-- One row a city of the city tables, with the marks of what is missing and what the pages say about it.
CREATE OR REPLACE VIEW report_cities AS
WITH
  cities AS (SELECT * FROM city_salaries),
  marks AS (
    SELECT
      record_id,
      max(mark) FILTER (WHERE statistic = 'typical') AS typical_mark,
      max(mark) FILTER (WHERE statistic IN ('range_low', 'range_high')) AS range_mark
    FROM wages
    GROUP BY record_id
  )
SELECT
  cities.record_id AS row_key,
  [cities.record_id] AS record_ids,
  cities.source_id,
  cities.reference_period,
  cities.state,
  cities.city,
  -- "Phoenix – Mesa – Glendale" is Phoenix where room is scarce; the tables print the whole name.
  regexp_extract(cities.city, '^(.+?)(?:\s[–(].*)?$', 1) AS short_city,
  cities.typical_annual_usd,
  coalesce(marks.typical_mark, 'not stated') AS typical_annual_usd_mark,
  cities.low_annual_usd,
  coalesce(marks.range_mark, 'not stated') AS low_annual_usd_mark,
  cities.high_annual_usd,
  coalesce(marks.range_mark, 'not stated') AS high_annual_usd_mark,
  cities.jobs,
  cities.share_of_area_jobs_pct,
  coalesce(cities.jobs < 100, false) AS is_small_cell,
  cities.disposition = 'repaired' AS is_repaired,
  row_number() OVER (ORDER BY cities.jobs DESC NULLS LAST, cities.state, cities.city, cities.record_id) AS jobs_place
FROM cities
LEFT JOIN marks USING (record_id)
ORDER BY cities.state, cities.city, cities.record_id;
