-- severity: error
-- description: More than one snapshot of a source counts as current.

select source_id, count(*) as current_snapshots
from snapshots
where state = 'current'
group by source_id
having count(*) > 1;
