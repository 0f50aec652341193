-- One row for each state, the District of Columbia and each territory, with what the city tables hold of
-- it: counts are 0 and the rest is null where they hold nothing.
create view report_states as
with
  in_table as (
    select
      state,
      list(record_id order by record_id) as record_ids,
      count(*) as cities,
      count(typical_annual_usd) as cities_with_pay,
      sum(jobs) as jobs,
      count(*) filter (where jobs < 100) as small_cells
    from city_salaries
    group by state
  )
select
  states.state as row_key,
  coalesce(in_table.record_ids, []) as record_ids,
  states.state,
  states.state_name,
  states.is_territory,
  coalesce(in_table.cities, 0) as cities,
  coalesce(in_table.cities_with_pay, 0) as cities_with_pay,
  in_table.jobs,
  coalesce(in_table.small_cells, 0) as small_cells
from states
left join in_table using (state)
order by states.state_name;
