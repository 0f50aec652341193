-- Values that a named rule changed, before and after.
CREATE OR REPLACE VIEW report_repairs AS
SELECT
  concat_ws('/', repairs.record_id, repairs.column_name, repairs.rule) AS row_key,
  [repairs.record_id] AS record_ids,
  records.source_id,
  repairs.column_name,
  repairs.rule,
  repairs.before,
  repairs.after
FROM repairs
JOIN records USING (record_id)
ORDER BY records.source_id, repairs.record_id, repairs.column_name, repairs.rule;
