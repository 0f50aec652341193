-- severity: error
-- description: The places of a ranking are not 1, 2, 3, … without gap or repeat.

select source_id, measure, count(*) as places, min(rank) as first_rank, max(rank) as last_rank
from area_rankings
group by source_id, measure
having max(rank) <> count(*) or count(distinct rank) <> count(*);
