-- severity: error
-- description: Between two years of the price index one is missing, so that dollars of that year could not be compared.

select min(year) as first_year, max(year) as last_year, count(*) as years
from price_index
having count(*) <> max(year) - min(year) + 1;
