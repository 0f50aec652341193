-- What became of every record, one row a source.
create view report_flow as
with
  records_of as (
    select source_id, list(record_id order by record_id) as record_ids from records group by source_id
  )
select
  row_flow.source_id as row_key,
  coalesce(records_of.record_ids, []) as record_ids,
  row_flow.source_id,
  row_flow.seen,
  row_flow.loaded,
  row_flow.repaired,
  row_flow.quarantined,
  row_flow.ignored,
  row_flow.unclaimed_blocks
from row_flow
left join records_of using (source_id)
order by row_flow.source_id;
