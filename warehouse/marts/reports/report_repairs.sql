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
where records.source_id in (select source_id from sources_at_hand)
-- In the order of the page: a locator begins with the place.
order by
  records.source_id,
  try_cast(regexp_extract(records.locator, '(\d+)', 1) as bigint),
  repairs.record_id,
  repairs.column_name,
  repairs.rule;

comment on view report_repairs is
  'One row per value that a named rule changed on its way from a record to its rows.';
comment on column report_repairs.row_key is
  'Names the row in this view: record, column and rule, joined by slashes.';
comment on column report_repairs.record_ids is 'The record that was repaired.';
comment on column report_repairs.source_id is 'Source of the record.';
comment on column report_repairs.column_name is 'Column whose value was changed.';
comment on column report_repairs.rule is 'Name of the rule.';
comment on column report_repairs.before is 'Value as the page has it.';
comment on column report_repairs.after is 'Value as the rule leaves it.';
