-- severity: error
-- description: The shares of industries in one occupation add up to more than 100 percent.

select
  source_id,
  occupation_title,
  area_name,
  reference_period,
  sum(value) as total_pct
from employment
where measure = 'share_of_occupation_jobs_pct' and industry is not null
group by source_id, occupation_code, occupation_title, area_type, area_name, state, reference_period
-- Each share is rounded to a whole percent.
having sum(value) > 100 + 0.5 * count(*);
