-- severity: error
-- description: An hourly wage times 2,080 hours is more than 1 percent off the annual wage beside it.

select record_id, statistic, annual_usd, hourly_usd
from wages
where abs(hourly_usd::double * 2080 - annual_usd) > 0.01 * annual_usd;
