-- severity: error
-- description: A lower percentile is above a higher one of the same source, occupation, area, industry and period.

with percentiles as (
  select
    record_id,
    statistic,
    list_position(['p10', 'p25', 'median', 'p75', 'p90'], statistic) as place,
    annual_usd,
    hourly_usd,
    -- A page says its percentiles in several records, a release all of them in one. One key, so that null
    -- equals null.
    (
      source_id, occupation_code, occupation_title, area_type, area_name, state, industry, reference_period,
      case when release is not null then record_id end
    ) as population
  from wages
  where statistic in ('p10', 'p25', 'median', 'p75', 'p90')
),

compared as (
  select
    *,
    max(annual_usd) over lower_ones as lower_annual_usd,
    max(hourly_usd) over lower_ones as lower_hourly_usd
  from percentiles
  window lower_ones as (
    partition by population order by place range between unbounded preceding and 1 preceding
  )
)

select record_id, statistic, annual_usd, lower_annual_usd, hourly_usd, lower_hourly_usd
from compared
where lower_annual_usd > annual_usd or lower_hourly_usd > hourly_usd;
