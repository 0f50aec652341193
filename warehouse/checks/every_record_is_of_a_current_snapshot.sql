-- severity: error
-- description: A record or block belongs to a snapshot that is not the current one of its source.

with current_snapshots as (
  select source_id, snapshot_id from snapshots where state = 'current'
),

read_from as (
  select 'records' as table_name, source_id, snapshot_id from records
  union
  select 'blocks' as table_name, source_id, snapshot_id from blocks
)

select table_name, source_id, snapshot_id
from read_from
anti join current_snapshots using (source_id, snapshot_id);
