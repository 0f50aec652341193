-- severity: error
-- description: In the national series a lower percentile is above a higher one, or an occupation has as many jobs as all have.

select record_id, release, occupation_code
from national_series
where
  p10_annual_usd > p25_annual_usd
  or p25_annual_usd > median_annual_usd
  or median_annual_usd > p75_annual_usd
  or p75_annual_usd > p90_annual_usd
  or (jobs >= all_occupations_jobs and occupation_code <> '00-0000');
