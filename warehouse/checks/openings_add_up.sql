-- severity: error
-- description: Openings of a year are not growth, exits and transfers together, within their rounding.

-- Openings, exits and transfers are rounded to hundreds of jobs, growth is a tenth of a change that is: the sum is off by 155 at most.
select
  record_id,
  openings_per_year,
  openings_growth_per_year,
  openings_exits_per_year,
  openings_transfers_per_year
from projections
where
  abs(openings_growth_per_year + openings_exits_per_year + openings_transfers_per_year - openings_per_year) > 155;
