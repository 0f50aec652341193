-- Every figure of the whole nation that an official release has, one below the other, so that pages can be held
-- against them.

-- Names what may be joined into one line: figures of one survey, code, classification, area with its delineation and
-- industry. Where any of them changes, the key does.
create macro series_key_of(
  survey, occupation_code, classification, area_type, area, area_delineation, industry
) as concat_ws(
  '/',
  survey,
  occupation_code,
  coalesce(classification, 'classification not known'),
  concat_ws(' ', area_type, case when area_type <> 'nation' then area end),
  area_delineation,
  coalesce('industry ' || industry, 'all industries')
);

create view official_figures as
with
  -- A code that is a broad and a detailed occupation at once stands in a release twice, with the same figures.
  standing_twice as (
    select release, occupation_code
    from wages
    where release is not null and area_type = 'nation' and occupation_group = 'broad' and statistic = 'median'
    intersect
    select release, occupation_code
    from wages
    where release is not null and area_type = 'nation' and occupation_group = 'detailed' and statistic = 'median'
  ),
  official_wages as (
    select wages.*
    from wages
    left join standing_twice using (release, occupation_code)
    where
      wages.release is not null
      and area_type = 'nation'
      and not (occupation_group = 'broad' and standing_twice.release is not null)
  ),
  official_jobs as (
    select employment.*
    from employment
    left join standing_twice using (release, occupation_code)
    where
      employment.release is not null
      and area_type = 'nation'
      and measure = 'jobs'
      and not (occupation_group = 'broad' and standing_twice.release is not null)
  ),
  own_lines as (
    select *
    from reference_series
    where not exists (
      select 1
      from wages
      where
        wages.release = reference_series.release
        and wages.occupation_code = reference_series.occupation_code
        and wages.area_type = 'nation'
        and wages.industry is null
    )
  ),
  own_figures as (
    unpivot own_lines
    on
      jobs,
      mean_annual_usd as mean,
      p10_annual_usd as p10,
      p25_annual_usd as p25,
      median_annual_usd as median,
      p75_annual_usd as p75,
      p90_annual_usd as p90
    into name measure value value
  ),
  figures as (
    select
      record_id, source_id, release, occupation_code, occupation_title, occupation_group, industry, industry_code,
      reference_period, statistic as measure, 'usd_per_year' as unit, cast(annual_usd as double) as value
    from official_wages
    where annual_usd is not null
    union all
    select
      record_id, source_id, release, occupation_code, occupation_title, occupation_group, industry, industry_code,
      reference_period, statistic as measure, 'usd_per_hour' as unit, cast(hourly_usd as double) as value
    from official_wages
    where hourly_usd is not null
    union all
    select
      record_id, source_id, release, occupation_code, occupation_title, occupation_group, industry, industry_code,
      reference_period, measure, 'jobs' as unit, value
    from official_jobs
    where value is not null
    union all
    select
      record_id, source_id, release, occupation_code, occupation_title, null as occupation_group, null as industry,
      null as industry_code, reference_period, measure,
      case when measure = 'jobs' then 'jobs' else 'usd_per_year' end as unit, cast(value as double) as value
    from own_figures
    union all
    select
      record_id, source_id, release, occupation_code, occupation_title, occupation_group, null as industry,
      null as industry_code,
      case when measure = 'base_jobs' then cast(base_year as varchar) else reference_period end as reference_period,
      case when measure = 'base_jobs' then 'jobs' else measure end as measure,
      case when measure = 'change_pct' then 'pct' else 'jobs' end as unit,
      value
    from (
      unpivot (
        select * replace (
          cast(base_jobs as double) as base_jobs,
          cast(target_jobs as double) as target_jobs,
          cast(change_jobs as double) as change_jobs,
          cast(openings_per_year as double) as openings_per_year
        )
        from projections
        where release is not null
      )
      on base_jobs, target_jobs, change_jobs, change_pct, openings_per_year
      into name measure value value
    )
  )
select
  figures.record_id,
  figures.source_id,
  case when starts_with(figures.release, 'OEWS ') then 'OEWS' else 'Employment Projections' end as survey,
  -- Releases of projections are no series: each is a window of its own.
  case
    when survey = 'OEWS' then series_key_of(
      survey,
      figures.occupation_code,
      releases.classification,
      'nation',
      null,
      null,
      coalesce(figures.industry_code, figures.industry)
    )
    else figures.release || '/' || figures.occupation_code
  end as series_key,
  figures.release,
  releases.classification,
  coalesce(occupation_lineages.lineage, figures.occupation_code) as lineage,
  figures.occupation_code,
  figures.occupation_title,
  figures.occupation_group,
  figures.industry,
  figures.industry_code,
  figures.measure,
  figures.unit,
  figures.value,
  figures.reference_period
from figures
left join releases on releases.release = figures.release
left join occupation_lineages on occupation_lineages.occupation_code = figures.occupation_code;

comment on view official_figures is
  'One row per figure of the whole nation in an official release: wages, jobs and projections. A code that a release has twice, as a broad and as a detailed occupation, stands once.';
comment on column official_figures.record_id is 'Record that this row was read from: a row of the release, or a line of the project''s own table.';
comment on column official_figures.source_id is 'Source of the record.';
comment on column official_figures.survey is
  'OEWS, the Occupational Employment and Wage Statistics, or Employment Projections. A wage of the latter is one of the former, printed again.';
comment on column official_figures.series_key is
  'What may be compared in percent: figures of one measure with the same key, which with a slash and the measure is that of series. Of projections release and code, since each release is a window of its own.';
comment on column official_figures.release is 'Release: OEWS May 2016, Employment Projections 2024–34.';
comment on column official_figures.classification is 'Occupational classification of the release; null where the table releases does not say.';
comment on column official_figures.lineage is
  'Lineage of the code in occupation_lineages; the code itself where no vintage knows it.';
comment on column official_figures.occupation_code is 'Code of the occupation in the classification of the release.';
comment on column official_figures.occupation_title is 'Occupation as the release names it.';
comment on column official_figures.occupation_group is
  'How wide the occupation is in its classification; null where the source does not say.';
comment on column official_figures.industry is 'Industry as the release names it; null for all industries.';
comment on column official_figures.industry_code is 'Code of the industry; null for all industries.';
comment on column official_figures.measure is
  'mean, p10, p25, median, p75, p90; jobs; of a projection target_jobs, change_jobs, change_pct, openings_per_year. Its jobs of the first year are jobs.';
comment on column official_figures.unit is 'Unit of value: usd_per_year, usd_per_hour, jobs, or pct (0 to 100).';
comment on column official_figures.value is 'The figure; money unadjusted.';
comment on column official_figures.reference_period is
  'What the figure speaks of: a month (2016-05), a year (2016), or the window of a projection (2016/2026).';
