-- severity: error
-- description: More than one snapshot of the same part of a source counts as current.

select source_id, part, count(*) as current_snapshots
from snapshots
where state = 'current'
group by source_id, part
having count(*) > 1;
