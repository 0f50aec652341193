-- One row for each state and the District of Columbia, with what the city tables hold of it; the
-- columns are null or 0 where they hold nothing.
CREATE OR REPLACE VIEW report_states AS
WITH
  names (state, state_name) AS (
    VALUES
      ('AL', 'Alabama'), ('AK', 'Alaska'), ('AZ', 'Arizona'), ('AR', 'Arkansas'), ('CA', 'California'),
      ('CO', 'Colorado'), ('CT', 'Connecticut'), ('DE', 'Delaware'), ('DC', 'District of Columbia'),
      ('FL', 'Florida'), ('GA', 'Georgia'), ('HI', 'Hawaii'), ('ID', 'Idaho'), ('IL', 'Illinois'),
      ('IN', 'Indiana'), ('IA', 'Iowa'), ('KS', 'Kansas'), ('KY', 'Kentucky'), ('LA', 'Louisiana'),
      ('ME', 'Maine'), ('MD', 'Maryland'), ('MA', 'Massachusetts'), ('MI', 'Michigan'),
      ('MN', 'Minnesota'), ('MS', 'Mississippi'), ('MO', 'Missouri'), ('MT', 'Montana'),
      ('NE', 'Nebraska'), ('NV', 'Nevada'), ('NH', 'New Hampshire'), ('NJ', 'New Jersey'),
      ('NM', 'New Mexico'), ('NY', 'New York'), ('NC', 'North Carolina'), ('ND', 'North Dakota'),
      ('OH', 'Ohio'), ('OK', 'Oklahoma'), ('OR', 'Oregon'), ('PA', 'Pennsylvania'),
      ('RI', 'Rhode Island'), ('SC', 'South Carolina'), ('SD', 'South Dakota'), ('TN', 'Tennessee'),
      ('TX', 'Texas'), ('UT', 'Utah'), ('VT', 'Vermont'), ('VA', 'Virginia'), ('WA', 'Washington'),
      ('WV', 'West Virginia'), ('WI', 'Wisconsin'), ('WY', 'Wyoming')
  ),
  in_table AS (
    SELECT
      state,
      list(record_id ORDER BY record_id) AS record_ids,
      count(*) AS cities,
      count(typical_annual_usd) AS cities_with_pay,
      sum(jobs) AS jobs,
      count(*) FILTER (WHERE jobs < 100) AS small_cells,
      min(typical_annual_usd) AS lowest_typical_usd,
      max(typical_annual_usd) AS highest_typical_usd
    FROM city_salaries
    GROUP BY state
  )
SELECT
  names.state AS row_key,
  coalesce(in_table.record_ids, []) AS record_ids,
  names.state,
  names.state_name,
  coalesce(in_table.cities, 0) AS cities,
  coalesce(in_table.cities_with_pay, 0) AS cities_with_pay,
  in_table.jobs,
  coalesce(in_table.small_cells, 0) AS small_cells,
  in_table.lowest_typical_usd,
  in_table.highest_typical_usd
FROM names
LEFT JOIN in_table USING (state)
ORDER BY names.state_name;
