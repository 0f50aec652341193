-- Which metropolitan areas have the name of a city row, delineation by delineation.
create view city_area_names as
with
  cities as (
    select
      record_id,
      source_id,
      state,
      area_name as city,
      comparable_area_name(area_name) as name,
      -- A page that marks some of its areas so means divisions of larger ones.
      contains(area_name, '(Metro Area)') as is_marked_as_division
    from wages
    where area_type = 'metro' and statistic = 'typical' and release is null
  ),
  areas as (
    select
      * exclude (source_id),
      comparable_area_name(area_name) as name,
      string_split(regexp_extract(area_name, ', ([A-Z-]+)$', 1), '-') as states
    from area_names
  )
select
  cities.record_id,
  cities.source_id,
  cities.state,
  cities.city,
  areas.delineation,
  areas.area_kind,
  areas.area_code,
  areas.area_name,
  areas.record_id as area_record_id,
  case
    when areas.area_kind <> 'division' or divisions_last_release_year is not null then first_release_year
  end as first_release_year,
  if(areas.area_kind = 'division', divisions_last_release_year, last_release_year) as last_release_year
from cities
join areas on areas.name = cities.name and list_contains(areas.states, cities.state)
join area_delineations using (delineation)
-- A metropolitan area and its largest division may share their name; the page's mark tells them apart. Where it
-- tells them apart in one delineation, it does in all.
qualify
  (areas.area_kind = 'division') = is_marked_as_division
  or not bool_or((areas.area_kind = 'division') = is_marked_as_division) over (partition by cities.record_id);

comment on view city_area_names is
  'One row per city row and delineation that has an area of exactly its name in its state: hyphens, dashes, capitals and points apart.';
comment on column city_area_names.record_id is 'Record of the city row.';
comment on column city_area_names.source_id is 'Source of the record.';
comment on column city_area_names.state is 'Postal code of the state that the city row names.';
comment on column city_area_names.city is 'City as the page names it, after repairs.';
comment on column city_area_names.delineation is 'Delineation that has the name.';
comment on column city_area_names.area_kind is
  'metro, division or necta, as area_names has it; of two areas of one name the one that fits the mark (Metro Area) of the page.';
comment on column city_area_names.area_code is 'Code of the area there.';
comment on column city_area_names.area_name is 'Its name there.';
comment on column city_area_names.area_record_id is 'Record of the name: a line of the project''s own table.';
comment on column city_area_names.first_release_year is
  'Reference year of the earliest release of OEWS that can have the area; null where none can.';
comment on column city_area_names.last_release_year is
  'Reference year of the latest release that can have it; null where it is in use, or where none can.';
