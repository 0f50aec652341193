-- severity: error
-- description: One occupation has 10 percent or more of all jobs of a city, which a misread table would say.

select record_id, area_name, state, value
from employment
where area_type = 'metro' and measure = 'share_of_area_jobs_pct' and value >= 10;
