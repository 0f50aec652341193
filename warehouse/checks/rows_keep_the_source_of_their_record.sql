-- severity: error
-- description: A row or a repair names another source than its record does.

with descendants as (
  select table_name, record_id, source_id from facts
  union all
  select 'repairs' as table_name, record_id, source_id from repairs
)

select
  descendants.table_name,
  descendants.record_id,
  descendants.source_id,
  records.source_id as source_of_record
from descendants
inner join records using (record_id)
where descendants.source_id <> records.source_id;
