-- City rows side by side: a typical salary, its range, the jobs and their share of all jobs of the area.

create view city_salaries as

with metro_wages as (
  select * from wages where area_type = 'metro' and release is null
),

metro_employment as (
  select * from employment where area_type = 'metro' and release is null
),

loaded_records as (
  select record_id, disposition
  from records
  where disposition in ('loaded', 'repaired')
),

-- A record states each statistic once, so max() only turns rows into columns.
ranges as (
  select
    record_id,
    max(annual_usd) filter (statistic = 'range_low') as low_annual_usd,
    max(annual_usd) filter (statistic = 'range_high') as high_annual_usd
  from metro_wages
  group by record_id
),

headcounts as (
  select
    record_id,
    max(value) filter (measure = 'jobs') as jobs,
    max(value) filter (measure = 'share_of_area_jobs_pct') as share_of_area_jobs_pct
  from metro_employment
  group by record_id
),

cities as (
  select
    typical.record_id,
    typical.source_id,
    typical.state,
    typical.area_name as city,
    typical.annual_usd as typical_annual_usd,
    ranges.low_annual_usd,
    ranges.high_annual_usd,
    headcounts.jobs::bigint as jobs,
    headcounts.share_of_area_jobs_pct,
    typical.mark as salary_mark,
    loaded_records.disposition,
    typical.reference_period,
    typical.reference_period_basis
  from metro_wages as typical
  left join ranges using (record_id)
  left join headcounts using (record_id)
  inner join loaded_records using (record_id)
  where typical.statistic = 'typical'
)

select * from cities;

comment on view city_salaries is
  'One row per city row that loaded. Salaries in US dollars a year, unadjusted for inflation.';
comment on column city_salaries.record_id is 'Record that this row was read from.';
comment on column city_salaries.source_id is 'Source of the record.';
comment on column city_salaries.state is 'Postal code of the state.';
comment on column city_salaries.city is 'City, after repairs.';
comment on column city_salaries.typical_annual_usd is
  'Typical salary, US dollars a year; null where missing, with salary_mark.';
comment on column city_salaries.low_annual_usd is
  'Low end of the salary range, US dollars a year; null where missing.';
comment on column city_salaries.high_annual_usd is
  'High end of the salary range, US dollars a year; null where missing.';
comment on column city_salaries.jobs is 'Number of jobs; null where missing.';
comment on column city_salaries.share_of_area_jobs_pct is
  'Share of all jobs of the area, in percent (0 to 100); null where missing.';
comment on column city_salaries.salary_mark is
  'Why the typical salary is missing, as the source marks it; null where it is there.';
comment on column city_salaries.disposition is 'loaded as it stands, or repaired by a named rule.';
comment on column city_salaries.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column city_salaries.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
