-- severity: error
-- description: A source has two loaded rows for one city of a state and one period.

select source_id, state, city, reference_period, count(*) as city_rows
from city_salaries
group by source_id, state, city, reference_period
having count(*) > 1;
