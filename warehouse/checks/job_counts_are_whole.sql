-- severity: error
-- description: A number of jobs has a fraction.

select record_id, area_name, value
from employment
where measure = 'jobs' and value <> floor(value);
