-- severity: error
-- description: An occupation code follows one that no vintage knows, or that did not end before it begins.

select later.record_id, later.occupation_code, later.follows_code
from occupation_vintages as later
left join occupation_vintages as earlier on earlier.occupation_code = later.follows_code
where
  later.follows_code is not null
  and coalesce(earlier.last_year >= later.first_year, true);
