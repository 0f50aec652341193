-- Releases of official statistics that do not say their year: the years that their occupation codes leave.
create view undated_releases as
with
  codes as (
    select distinct source_id, occupation_code
    from wages
    -- Only a release says how wide its occupations are; a page does not.
    where reference_period is null and occupation_group is not null and release is null
  ),
  bounds as (
    select
      codes.source_id,
      list(codes.occupation_code order by codes.occupation_code) as occupation_codes,
      max(occupation_vintages.first_year) as earliest_possible_year,
      min(occupation_vintages.last_year) as latest_possible_year,
      list(occupation_vintages.record_id order by occupation_vintages.record_id) as vintage_record_ids
    from codes
    join occupation_vintages using (occupation_code)
    group by codes.source_id
  )
select
  source_id,
  occupation_codes,
  earliest_possible_year,
  latest_possible_year,
  concat(
    'it has ', array_to_string(occupation_codes, ' and '), ', which the survey uses since ', earliest_possible_year,
    if(latest_possible_year is null, '', concat(' and until ', latest_possible_year))
  ) as evidence,
  list_concat(
    (
      select list(distinct wages.record_id order by wages.record_id)
      from wages
      where wages.source_id = bounds.source_id and list_contains(bounds.occupation_codes, wages.occupation_code)
    ),
    vintage_record_ids
  ) as record_ids
from bounds
order by source_id;

comment on view undated_releases is
  'One row per source of official statistics whose file does not say its year, and whose occupation codes bound it. Bounds, not a date.';
comment on column undated_releases.source_id is 'Source of the release.';
comment on column undated_releases.occupation_codes is 'Codes in the release of which occupation_vintages tells the years.';
comment on column undated_releases.earliest_possible_year is 'First year in which the survey had all of them.';
comment on column undated_releases.latest_possible_year is 'Last year in which it had all of them; null where all are in use.';
comment on column undated_releases.evidence is 'What the years rest on.';
comment on column undated_releases.record_ids is
  'Records under it: rows of the release with these codes, and lines of the project''s own table of codes.';
