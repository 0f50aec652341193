-- severity: error
-- description: A record counts as repaired, but no repair of it is recorded.

with repaired_records as (
  select * from records where disposition = 'repaired'
)

select record_id, kind
from repaired_records
anti join repairs using (record_id);
