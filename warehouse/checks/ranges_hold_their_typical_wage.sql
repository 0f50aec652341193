-- severity: error
-- description: A typical wage lies outside its range by more than rounding to thousands explains, or the range is reversed.

with ranges as (
  select
    record_id,
    max(annual_usd) filter (statistic = 'range_low') as low_usd,
    max(annual_usd) filter (statistic = 'typical') as typical_usd,
    max(annual_usd) filter (statistic = 'range_high') as high_usd
  from wages
  group by record_id
)

select record_id, low_usd, typical_usd, high_usd
from ranges
where low_usd > high_usd or low_usd > typical_usd + 500 or typical_usd > high_usd + 500;
