-- Figures of the Occupational Employment and Wage Statistics over the years, as far as they may be joined: within one
-- occupation code, classification and, for areas, delineation.

create view series_points as
with
  of_areas as (
    select
      record_id, source_id, release, occupation_code, area_type, area_code, area_name, industry, industry_code,
      statistic, 'usd_per_year' as unit, cast(annual_usd as double) as value, reference_period
    from wages
    where starts_with(release, 'OEWS ') and area_type <> 'nation' and annual_usd is not null
    union all
    select
      record_id, source_id, release, occupation_code, area_type, area_code, area_name, industry, industry_code,
      measure as statistic, case when ends_with(measure, '_pct') then 'pct' else measure end as unit, value,
      reference_period
    from employment
    where starts_with(release, 'OEWS ') and area_type <> 'nation' and value is not null
  ),
  all_points as (
    select of_areas.*, releases.classification, releases.area_delineation
    from of_areas
    left join releases using (release)
    union all by name
    select
      record_id, source_id, release, occupation_code, 'nation' as area_type, industry, industry_code,
      measure as statistic, unit, value, reference_period, classification
    from official_figures
    where survey = 'OEWS' and unit <> 'usd_per_hour'
  )
select
  series_key_of(
    'OEWS',
    all_points.occupation_code,
    classification,
    area_type,
    coalesce(area_code, area_name),
    area_delineation,
    coalesce(industry_code, industry)
  ) || '/' || statistic as series_key,
  record_id,
  source_id,
  coalesce(lineage, all_points.occupation_code) as lineage,
  all_points.occupation_code,
  classification,
  'OEWS' as survey,
  area_type,
  coalesce(area_code, area_name) as area_code,
  area_delineation,
  coalesce(industry_code, industry) as industry_code,
  statistic,
  unit,
  value,
  release,
  reference_period
from all_points
left join occupation_lineages on occupation_lineages.occupation_code = all_points.occupation_code;

comment on view series_points is
  'One row per figure of a release of the Occupational Employment and Wage Statistics (OEWS) and the series that it belongs to. A figure that is not published is no point.';
comment on column series_points.series_key is 'Series of the point: what may be joined into one line.';
comment on column series_points.record_id is 'Record that this row was read from.';
comment on column series_points.source_id is 'Source of the record.';
comment on column series_points.lineage is 'Lineage of the code in occupation_lineages; the code itself where no vintage knows it.';
comment on column series_points.occupation_code is 'Code of the occupation in the classification of the release.';
comment on column series_points.classification is 'Occupational classification of the release; null where the table releases does not say.';
comment on column series_points.survey is 'OEWS.';
comment on column series_points.area_type is 'Kind of area.';
comment on column series_points.area_code is 'Code of the area, or its name where the source gives no code; null for the nation.';
comment on column series_points.area_delineation is
  'Delineation of metropolitan areas that the release has; null for the nation and where the table releases does not say.';
comment on column series_points.industry_code is 'Code of the industry, or its name where the source gives no code; null for all industries.';
comment on column series_points.statistic is 'Statistic of wages (median) or measure of employment (jobs).';
comment on column series_points.unit is
  'Unit of value: usd_per_year, pct (0 to 100), or the measure itself: jobs, jobs_per_1000, location_quotient.';
comment on column series_points.value is 'The figure; money unadjusted.';
comment on column series_points.release is 'Release that has the point: OEWS May 2016.';
comment on column series_points.reference_period is 'Month that the release speaks of: 2016-05.';

create view series as
with
  joined as (
    select
      lineage,
      occupation_code,
      classification,
      survey,
      area_type,
      area_code,
      area_delineation,
      industry_code,
      statistic,
      arg_min(release, reference_period) as first_release,
      arg_max(release, reference_period) as last_release,
      min(reference_period) as first_period,
      max(reference_period) as last_period,
      count(*) as points
    from series_points
    group by all
  )
select
  series_key_of(survey, occupation_code, classification, area_type, area_code, area_delineation, industry_code)
    || '/' || statistic as series_key,
  *
from joined;

comment on view series is
  'One row per series of the OEWS: figures of one code, classification, area, delineation, industry and statistic, which alone may be joined into a line or compared in percent.';
comment on column series.series_key is 'Names the series, in words a reader can check.';
comment on column series.lineage is 'Lineage of the code in occupation_lineages; the code itself where no vintage knows it.';
comment on column series.occupation_code is 'Code of the occupation.';
comment on column series.classification is 'Occupational classification; null where the table releases does not say.';
comment on column series.survey is 'OEWS.';
comment on column series.area_type is 'Kind of area.';
comment on column series.area_code is 'Code of the area, or its name where the source gives no code; null for the nation.';
comment on column series.area_delineation is
  'Delineation of metropolitan areas; null for the nation and where the table releases does not say.';
comment on column series.industry_code is 'Code of the industry, or its name where the source gives no code; null for all industries.';
comment on column series.statistic is 'Statistic of wages (median) or measure of employment (jobs).';
comment on column series.first_release is 'Oldest release with a point.';
comment on column series.last_release is 'Newest release with a point.';
comment on column series.first_period is 'Month of the oldest release: 2012-05.';
comment on column series.last_period is 'Month of the newest release: 2018-05.';
comment on column series.points is 'Number of points.';

create view series_breaks as
with
  -- Most figures are of a lineage, area, industry and statistic with one series only.
  broken as materialized (
    select *
    from series
    qualify count(*) over (partition by lineage, area_type, area_code, industry_code, statistic) > 1
  ),
  -- What followed what: the series that ended last before another began.
  consecutive as (
    select
      later.series_key as after_series_key,
      arg_max(earlier, earlier.last_period) as before,
      any_value(later) as after
    from broken as later
    join broken as earlier
      on earlier.lineage = later.lineage
      and earlier.statistic = later.statistic
      and earlier.area_type = later.area_type
      and coalesce(earlier.area_code, '') = coalesce(later.area_code, '')
      and coalesce(earlier.industry_code, '') = coalesce(later.industry_code, '')
      and earlier.last_period < later.first_period
    group by later.series_key
  )
select
  before.series_key as before_series_key,
  after_series_key,
  after.lineage,
  after.area_type,
  after.area_code,
  after.industry_code,
  after.statistic,
  before.last_release as last_release_before,
  after.first_release as first_release_after,
  try_cast(left(after.first_period, 4) as integer) as year,
  before.occupation_code as before_occupation_code,
  after.occupation_code as after_occupation_code,
  before.classification as before_classification,
  after.classification as after_classification,
  before.area_delineation as before_area_delineation,
  after.area_delineation as after_area_delineation,
  concat_ws(
    ' and ',
    case when before.occupation_code <> after.occupation_code then 'the occupation code' end,
    case when before.classification is distinct from after.classification then 'the classification of occupations' end,
    case when before.area_delineation is distinct from after.area_delineation then 'the delineation of areas' end
  ) as what_changed
from consecutive;

comment on view series_breaks is
  'One row per series that follows another of its lineage, area, industry and statistic: a break, over which no line is drawn and no change is computed.';
comment on column series_breaks.before_series_key is 'Series before the break.';
comment on column series_breaks.after_series_key is 'Series after it; several may follow one, where a code is split.';
comment on column series_breaks.lineage is 'Lineage of both codes.';
comment on column series_breaks.area_type is 'Kind of area.';
comment on column series_breaks.area_code is 'Code of the area, or its name where the source gives no code; null for the nation.';
comment on column series_breaks.industry_code is 'Code of the industry, or its name where the source gives no code; null for all industries.';
comment on column series_breaks.statistic is 'Statistic of wages (median) or measure of employment (jobs).';
comment on column series_breaks.last_release_before is 'Last release before the break.';
comment on column series_breaks.first_release_after is 'First release after it.';
comment on column series_breaks.year is 'Year of the first release after it.';
comment on column series_breaks.before_occupation_code is 'Code before.';
comment on column series_breaks.after_occupation_code is 'Code after.';
comment on column series_breaks.before_classification is 'Classification before; null where not known.';
comment on column series_breaks.after_classification is 'Classification after; null where not known.';
comment on column series_breaks.before_area_delineation is 'Delineation before; null for the nation and where not known.';
comment on column series_breaks.after_area_delineation is 'Delineation after; null for the nation and where not known.';
comment on column series_breaks.what_changed is
  'What changed, in words: the occupation code, the classification of occupations, the delineation of areas.';
