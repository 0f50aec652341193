-- severity: warn
-- description: A source has snapshots, but none of them could be read.

select source_id, count(*) as snapshots, min(state_reason) as reason
from snapshots
group by source_id
having count(*) filter (state = 'current') = 0;
