-- How current each page is: its figures for the whole nation by verdict, and between which years an undated table of
-- cities lies.
create view report_page_ages as
with
  -- Who publishes the releases that pages are held against does not audit itself.
  official_publishers as (
    select distinct sources.publisher
    from sources
    where
      source_id in (
        select source_id from wages where release is not null
        union
        select source_id from projections where release is not null
        union
        select source_id from reference_series
      )
  ),
  claims_of as materialized (
    select unnest(string_split(source_ids, ' ')) as source_id, *
    from report_claims
  ),
  claimed as (
    select
      source_id,
      count(*) as figures,
      count(*) filter (verdict = 'matches') as matches,
      count(*) filter (verdict = 'out of date') as out_of_date,
      count(*) filter (verdict = 'contradicts') as contradicts,
      count(*) filter (verdict = 'cannot be checked') as cannot_be_checked,
      count(*) filter (coalesce(reference_period, origin_period) is null) as undated_figures,
      max(age_at_newest_release_years) as oldest_age_years,
      min(age_at_newest_release_years) as newest_age_years
    from claims_of
    group by source_id
  ),
  claim_records as (
    select source_id, list(distinct record_id) as record_ids
    from (select source_id, unnest(record_ids) as record_id from claims_of)
    join records using (record_id, source_id)
    group by source_id
  ),
  undated_cities as (
    select source_id, count(*) as cities, flatten(list(record_ids)) as record_ids
    from report_cities
    where reference_period is null
    group by source_id
  )
select
  sources.source_id as row_key,
  list_sort(list_distinct(array_concat(
    coalesce(claim_records.record_ids, []), coalesce(undated_cities.record_ids, [])
  ))) as record_ids,
  sources.source_id,
  sources.short_name as short_publisher,
  sources.publisher in (select publisher from official_publishers) as is_official,
  coalesce(figures, 0) as figures,
  coalesce(matches, 0) as matches,
  coalesce(out_of_date, 0) as out_of_date,
  coalesce(contradicts, 0) as contradicts,
  coalesce(cannot_be_checked, 0) as cannot_be_checked,
  coalesce(undated_figures, 0) as undated_figures,
  oldest_age_years,
  newest_age_years,
  undated_cities.cities as undated_cities,
  case when undated_cities.cities is not null then city_tables.earliest_possible_year end as earliest_possible_year,
  case when undated_cities.cities is not null then city_tables.latest_possible_year end as latest_possible_year
from sources
left join claimed using (source_id)
left join claim_records using (source_id)
left join undated_cities using (source_id)
left join city_tables using (source_id)
where claimed.source_id is not null or undated_cities.source_id is not null
order by oldest_age_years desc nulls last, earliest_possible_year nulls last, sources.source_id;

comment on view report_page_ages is
  'One row per page that has figures of the occupation at hand for the whole nation, or an undated table of cities: how many have which verdict, and how old they are. The oldest first.';
comment on column report_page_ages.row_key is 'Names the row in this view: its source.';
comment on column report_page_ages.record_ids is 'Records of the figures and of the cities.';
comment on column report_page_ages.source_id is 'Source of the page.';
comment on column report_page_ages.short_publisher is 'What tables and charts call it.';
comment on column report_page_ages.is_official is
  'True where its publisher also publishes releases that pages are held against, as of the Occupational Outlook Handbook.';
comment on column report_page_ages.figures is
  'Figures for the whole nation, each counted once however often the page prints it: rows of report_claims that name the source.';
comment on column report_page_ages.matches is 'Those of the verdict matches.';
comment on column report_page_ages.out_of_date is 'Those of the verdict out of date.';
comment on column report_page_ages.contradicts is 'Those of the verdict contradicts.';
comment on column report_page_ages.cannot_be_checked is 'Those of the verdict cannot be checked.';
comment on column report_page_ages.undated_figures is 'Those that neither the page nor an official release dates.';
comment on column report_page_ages.oldest_age_years is
  'Years from the time of its oldest figure to that of the newest loaded official release; null where unknown.';
comment on column report_page_ages.newest_age_years is 'The same of its newest figure.';
comment on column report_page_ages.undated_cities is 'City rows without a date; null where it has none.';
comment on column report_page_ages.earliest_possible_year is
  'First year of the survey that neither names nor figures of the undated table of cities exclude; null where there is none.';
comment on column report_page_ages.latest_possible_year is 'Last such year.';
