-- severity: error
-- description: A lower percentile is above a higher one of the same source, occupation, area, industry and period.

with percentiles as (
  select
    record_id,
    statistic,
    list_position(['p10', 'p25', 'median', 'p75', 'p90'], statistic) as place,
    annual_usd,
    hourly_usd,
    -- One key, so that null equals null.
    (source_id, occupation_code, occupation_title, area_type, area_name, state, industry, reference_period) as population
  from wages
  where statistic in ('p10', 'p25', 'median', 'p75', 'p90')
)

select
  lower.record_id,
  lower.statistic as lower_statistic,
  lower.annual_usd as lower_annual_usd,
  higher.statistic as higher_statistic,
  higher.annual_usd as higher_annual_usd
from percentiles as lower
inner join percentiles as higher
  on lower.population is not distinct from higher.population and lower.place < higher.place
where lower.annual_usd > higher.annual_usd or lower.hourly_usd > higher.hourly_usd;
