-- severity: error
-- description: Base, target, change and percent of a projection do not agree within their rounding.

-- Jobs are rounded to hundreds: a difference is off by 150 at most. Percents are rounded to whole ones.
with projected as (
  select *, coalesce(change_jobs, target_jobs - base_jobs) as change
  from projections
)

select record_id, base_jobs, target_jobs, change_jobs, change_pct
from projected
where
  abs(target_jobs - base_jobs - change_jobs) > 150
  or abs(100 * change / nullif(base_jobs, 0) - change_pct) > 0.5 + 10000 / nullif(base_jobs, 0);
