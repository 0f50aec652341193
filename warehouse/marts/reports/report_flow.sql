-- What became of every record, one row a source.
CREATE OR REPLACE VIEW report_flow AS
WITH
  records_of AS (
    SELECT source_id, list(record_id ORDER BY record_id) AS record_ids FROM records GROUP BY source_id
  )
SELECT
  row_flow.source_id AS row_key,
  coalesce(records_of.record_ids, []) AS record_ids,
  row_flow.source_id,
  row_flow.seen,
  row_flow.loaded,
  row_flow.repaired,
  row_flow.quarantined,
  row_flow.ignored,
  row_flow.unclaimed_blocks
FROM row_flow
LEFT JOIN records_of USING (source_id)
ORDER BY row_flow.source_id;
