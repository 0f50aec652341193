-- Which releases a table of cities can have been taken from: bounds by its names and by its figures, never a date.
create view city_table_years as
with
  years as (
    select unnest(generate_series(
      (select min(first_release_year) from area_delineations),
      (
        select max(year)
        from (
          select max(first_release_year) as year from area_delineations
          union all
          select max(try_cast(left(reference_period, 4) as integer)) as year from releases
          union all
          select max(try_cast(left(reference_period, 4) as integer)) as year from reference_series
        )
      )
    ))::integer as release_year
  ),
  tables as (
    select source_id, list(record_id order by record_id) as record_ids
    from city_areas
    group by source_id
  ),
  names as (
    select
      city_areas.source_id,
      years.release_year,
      count(*) as names,
      count(*) filter (exists (
        select 1
        from city_area_names
        where city_area_names.record_id = city_areas.record_id
          and city_area_names.first_release_year <= years.release_year
          and coalesce(city_area_names.last_release_year, years.release_year) >= years.release_year
      )) as names_in_use
    from city_areas
    cross join years
    where len(city_areas.delineations) > 0
    group by city_areas.source_id, years.release_year
  ),
  -- A typical salary may be meant as a mean or as a median; it differs where it is neither.
  areas as (
    select
      source_id,
      release,
      release_year,
      occupation_code,
      area_code,
      coalesce(bool_and(agrees) filter (measure = 'jobs'), true)
      and coalesce(bool_or(agrees) filter (measure in ('mean', 'median')), true) as agrees
    from city_figures
    where measure in ('jobs', 'mean', 'median')
    group by source_id, release, release_year, occupation_code, area_code
  ),
  -- Of several codes of the occupation in one release the one that fits best speaks for it.
  figures as (
    select
      source_id,
      release_year,
      release,
      occupation_code,
      count(*) filter (agrees) as areas_agreeing,
      count(*) filter (not agrees) as areas_differing
    from areas
    group by source_id, release_year, release, occupation_code
    qualify row_number() over (
      partition by source_id, release_year
      order by areas_agreeing - areas_differing desc, occupation_code
    ) = 1
  ),
  verdicts as (
    select
      tables.source_id,
      years.release_year,
      tables.record_ids,
      coalesce(names.names, 0) as names,
      coalesce(names.names_in_use, 0) as names_in_use,
      if(names.names is null, 'not compared', if(names.names_in_use = names.names, 'allow', 'exclude')) as names_verdict,
      coalesce(figures.areas_agreeing, 0) as areas_agreeing,
      coalesce(figures.areas_differing, 0) as areas_differing,
      case
        when figures.source_id is null then 'not compared'
        when figures.areas_differing > figures.areas_agreeing then 'exclude'
        else 'allow'
      end as figures_verdict
    from tables
    cross join years
    left join names on names.source_id = tables.source_id and names.release_year = years.release_year
    left join figures on figures.source_id = tables.source_id and figures.release_year = years.release_year
  )
select
  source_id,
  release_year,
  (
    select string_agg(occupation_code, ', ' order by occupation_code)
    from occupation_vintages
    where first_year <= release_year
      and coalesce(last_year, release_year) >= release_year
      and occupation_code in (select occupation_code from report_occupation)
  ) as occupation_codes,
  names,
  names_in_use,
  names_verdict,
  areas_agreeing,
  areas_differing,
  figures_verdict,
  names_verdict <> 'exclude' and figures_verdict <> 'exclude' as is_possible,
  concat_ws('; ',
    concat(names_in_use, ' of ', names, ' names can be of a release of this year'),
    case figures_verdict
      when 'not compared' then 'no official figures of this year are at hand for its areas'
      else concat(areas_agreeing, ' of ', areas_agreeing + areas_differing, ' areas compared agree')
    end
  ) as evidence,
  record_ids
from verdicts
order by source_id, release_year;

comment on view city_table_years is
  'One row per source with city rows and year of a release of OEWS: whether the table can have been taken from it. It bounds the table''s year and never states it.';
comment on column city_table_years.source_id is 'Source of the city rows.';
comment on column city_table_years.release_year is 'Reference year of the release.';
comment on column city_table_years.occupation_codes is
  'Codes that stood for the occupation at hand in the survey of that year, as far as occupation_vintages tells; null where it does not. A page without a code is not bounded by them.';
comment on column city_table_years.names is 'City rows whose name some delineation has.';
comment on column city_table_years.names_in_use is 'Those whose name a release of that year can have.';
comment on column city_table_years.names_verdict is
  'allow: all of them; exclude: not all, so the table is not of one such release; not compared: no name is known.';
comment on column city_table_years.areas_agreeing is
  'Official areas of that release whose jobs, and whose mean or median wage, agree with the city rows.';
comment on column city_table_years.areas_differing is 'Official areas of that release where they do not.';
comment on column city_table_years.figures_verdict is
  'exclude: more areas differ than agree; allow: not so; not compared: no official figures of that year can be held against the table.';
comment on column city_table_years.is_possible is 'True where neither names nor figures exclude the year.';
comment on column city_table_years.evidence is 'The counts in words.';
comment on column city_table_years.record_ids is 'Records of the table''s rows that loaded.';
