-- severity: error
-- description: A record counts as loaded or repaired, but no fact table holds a row of it.

with loaded_records as (
  select * from records where disposition in ('loaded', 'repaired')
)

select record_id, kind, disposition
from loaded_records
anti join facts using (record_id);
