-- Tables of cities: how many of their names are official ones, and the years that remain possible.
create view city_tables as
with
  resolved as (
    select
      source_id,
      count(*) as cities,
      count(*) filter (resolution = 'exact name') as exact_names,
      count(*) filter (resolution = 'name of another delineation') as other_names,
      count(*) filter (resolution = 'principal city only') as principal_names,
      count(*) filter (resolution = 'unresolved') as unresolved_names,
      any_value(delineation) filter (resolution = 'exact name') as delineation,
      list(record_id order by record_id) as record_ids
    from city_areas
    group by source_id
  ),
  years as (
    select
      source_id,
      min(release_year) filter (is_possible) as earliest_possible_year,
      max(release_year) filter (is_possible) as latest_possible_year,
      count(*) filter (is_possible) as possible_years,
      count(*) filter (names_verdict = 'exclude') as years_excluded_by_names,
      count(*) filter (figures_verdict = 'exclude') as years_excluded_by_figures
    from city_table_years
    group by source_id
  )
select *
from resolved
join years using (source_id)
order by source_id;

comment on view city_tables is
  'One row per source with city rows: how its names were resolved to official areas, and between which years of OEWS the table lies. The years are bounds, not a date.';
comment on column city_tables.source_id is 'Source of the city rows.';
comment on column city_tables.cities is 'City rows that loaded.';
comment on column city_tables.exact_names is 'Those with exactly a name of the delineation that has most of the table''s names.';
comment on column city_tables.other_names is 'Those with a name that only other delineations have.';
comment on column city_tables.principal_names is 'Those of which only the first city leads to an area.';
comment on column city_tables.unresolved_names is 'Those without an area; city_areas says why.';
comment on column city_tables.delineation is 'Delineation that has most of the table''s names; null where none has any.';
comment on column city_tables.record_ids is 'Records of the city rows.';
comment on column city_tables.earliest_possible_year is 'First year that neither names nor figures exclude; null where all are excluded.';
comment on column city_tables.latest_possible_year is 'Last year that neither excludes; null where all are excluded.';
comment on column city_tables.possible_years is 'Years that neither excludes, which may leave some out between the first and the last.';
comment on column city_tables.years_excluded_by_names is 'Years whose releases cannot have all of the table''s names.';
comment on column city_tables.years_excluded_by_figures is 'Years whose official figures differ from the table''s.';
