-- severity: error
-- description: A wage lies outside 10,000 to 1,000,000 dollars a year or 5 to 500 dollars an hour.

select record_id, statistic, annual_usd, hourly_usd
from wages
where annual_usd not between 10000 and 1000000 or hourly_usd not between 5 and 500;
