-- One row for each state, the District of Columbia and each territory, with what the city tables hold of
-- it: counts are 0 and the rest is null where they hold nothing.
create view report_states as
with
  in_table as (
    select
      state,
      list(row_key order by row_key) as record_ids,
      count(*) as cities,
      count(typical_annual_usd) as cities_with_pay,
      sum(jobs) as jobs,
      count(*) filter (where jobs < 100) as small_cells
    from report_cities
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

comment on view report_states is
  'One row per state, the District of Columbia and each territory: what the city tables hold of it.';
comment on column report_states.row_key is 'Names the row in this view: its postal code.';
comment on column report_states.record_ids is
  'Records of the state''s city rows that loaded; empty where there is none.';
comment on column report_states.state is 'Two-letter postal code.';
comment on column report_states.state_name is 'Name.';
comment on column report_states.is_territory is
  'True for the territories; false for the 50 states and the District of Columbia.';
comment on column report_states.cities is 'City rows that loaded; 0 where there is none.';
comment on column report_states.cities_with_pay is
  'City rows that loaded with a typical salary; 0 where there is none.';
comment on column report_states.jobs is
  'Jobs of the city rows that loaded, added up, which is not all of the state''s; null where there is none or none states its jobs.';
comment on column report_states.small_cells is
  'City rows that loaded with fewer than 100 jobs; 0 where there is none.';
