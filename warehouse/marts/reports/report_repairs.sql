-- Values that a named rule changed, before and after.
create view report_repairs as
select
  concat_ws('/', repairs.record_id, repairs.column_name, repairs.rule) as row_key,
  [repairs.record_id] as record_ids,
  records.source_id,
  repairs.column_name,
  repairs.rule,
  repairs.before,
  repairs.after
from repairs
join records using (record_id)
order by records.source_id, repairs.record_id, repairs.column_name, repairs.rule;
