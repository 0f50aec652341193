-- City rows and the official areas they speak of.
create view city_areas as
with
  cities as (
    select
      record_id,
      source_id,
      state,
      area_name as city,
      comparable_area_name(string_split(area_name, ' – ')[1]) as principal
    from wages
    where area_type = 'metro' and statistic = 'typical' and release is null
  ),
  -- The delineation that has most of a table's names; of several the youngest, which is the most that is known without any.
  fitting as (
    select tables.source_id, area_delineations.delineation
    from (select distinct source_id from cities) as tables
    cross join area_delineations
    left join city_area_names
      on city_area_names.source_id = tables.source_id
      and city_area_names.delineation = area_delineations.delineation
    group by tables.source_id, area_delineations.delineation, area_delineations.announced_on
    qualify row_number() over (
      partition by tables.source_id
      order by count(city_area_names.record_id) desc, area_delineations.announced_on desc
    ) = 1
  ),
  named as (
    select
      city_area_names.record_id,
      list(delineation order by announced_on) as delineations,
      list(area_record_id order by announced_on) as area_record_ids,
      min(city_area_names.first_release_year) as earliest_release_year,
      -- Null is in use where a release can have the area at all.
      if(
        bool_or(city_area_names.first_release_year is not null and city_area_names.last_release_year is null),
        null,
        max(city_area_names.last_release_year)
      ) as latest_release_year
    from city_area_names
    join area_delineations using (delineation)
    group by city_area_names.record_id
  ),
  -- The area of each named city: as the fitting delineation has it, else as the youngest does.
  shown as (
    select city_area_names.*, city_area_names.delineation = fitting.delineation as is_fitting
    from city_area_names
    join fitting using (source_id)
    join area_delineations on area_delineations.delineation = city_area_names.delineation
    qualify row_number() over (partition by city_area_names.record_id order by is_fitting desc, announced_on desc) = 1
  ),
  -- Areas that begin with the first city of a name that no delineation has.
  areas_of_states as (
    select
      * exclude (source_id),
      comparable_area_name(area_name) as comparable_name,
      unnest(string_split(regexp_extract(area_name, ', ([A-Z-]+)$', 1), '-')) as state
    from area_names
    where area_kind <> 'division'
  ),
  principals as (
    select
      cities.record_id,
      any_value(fitting.delineation) as delineation,
      count(area_names.area_code) as areas,
      any_value(area_names.area_code) as area_code,
      any_value(area_names.area_name) as area_name,
      any_value(area_names.area_kind) as area_kind,
      any_value(area_names.record_id) as area_record_id
    from cities
    join fitting using (source_id)
    left join areas_of_states as area_names
      on area_names.delineation = fitting.delineation
      and area_names.state = cities.state
      and starts_with(area_names.comparable_name || ' ', cities.principal || ' ')
    anti join named on named.record_id = cities.record_id
    group by cities.record_id
  )
select
  cities.record_id,
  cities.source_id,
  cities.state,
  cities.city,
  case
    when shown.is_fitting then 'exact name'
    when shown.record_id is not null then 'name of another delineation'
    when principals.areas = 1 then 'principal city only'
    else 'unresolved'
  end as resolution,
  coalesce(shown.delineation, if(principals.areas = 1, principals.delineation, null)) as delineation,
  coalesce(shown.area_code, if(principals.areas = 1, principals.area_code, null)) as area_code,
  coalesce(shown.area_name, if(principals.areas = 1, principals.area_name, null)) as area_name,
  coalesce(shown.area_kind, if(principals.areas = 1, principals.area_kind, null)) as area_kind,
  coalesce(named.delineations, []) as delineations,
  named.earliest_release_year,
  named.latest_release_year,
  case
    when shown.record_id is not null
      then concat(shown.area_name, ' (', shown.area_code, ') is a name of ', array_to_string(named.delineations, ', '))
    when principals.areas = 1
      then concat('no delineation has the name; ', principals.area_name, ' (', principals.area_code, ') of ', principals.delineation, ' begins with its first city')
    when principals.areas > 1
      then concat('no delineation has the name, and several areas of ', principals.delineation, ' begin with its first city')
    else concat('no delineation has the name, and no area of ', principals.delineation, ' in the state begins with its first city')
  end as evidence,
  coalesce(named.area_record_ids, if(principals.areas = 1, [principals.area_record_id], [])) as area_record_ids
from cities
left join named using (record_id)
left join shown using (record_id)
left join principals using (record_id)
order by cities.source_id, cities.state, cities.city, cities.record_id;

comment on view city_areas is
  'One row per city row that loaded: the official metropolitan area it speaks of, as far as its name tells, and which releases can have that name. Names bound the years; they date nothing.';
comment on column city_areas.record_id is 'Record of the city row.';
comment on column city_areas.source_id is 'Source of the record.';
comment on column city_areas.state is 'Postal code of the state that the row names.';
comment on column city_areas.city is 'City as the page names it, after repairs.';
comment on column city_areas.resolution is
  'exact name: an area of the delineation that has most of the table''s names has exactly this one; name of another delineation; principal city only: one area begins with its first city; unresolved.';
comment on column city_areas.delineation is 'Delineation of area_code; null where unresolved.';
comment on column city_areas.area_code is 'Code of the area; null where unresolved.';
comment on column city_areas.area_name is 'Name of the area in that delineation; null where unresolved.';
comment on column city_areas.area_kind is 'metro, division or necta, as area_names has it; null where unresolved.';
comment on column city_areas.delineations is 'Delineations that have exactly this name, the oldest first; empty where none has.';
comment on column city_areas.earliest_release_year is
  'Reference year of the earliest release of OEWS that can have exactly this name; null where none can.';
comment on column city_areas.latest_release_year is
  'Reference year of the latest release that can have it; null where it is in use, or where none can. Between the two there may be years that can not.';
comment on column city_areas.evidence is 'What the resolution rests on, or why there is none.';
comment on column city_areas.area_record_ids is 'Records of the names: lines of the project''s own table.';
