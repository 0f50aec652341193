-- Records that no rule could read, with the text as it stands.
CREATE OR REPLACE VIEW report_quarantine AS
SELECT
  record_id AS row_key,
  [record_id] AS record_ids,
  source_id,
  kind,
  CASE WHEN length(raw_text) > 160 THEN left(raw_text, 160) || '…' ELSE raw_text END AS raw_text,
  reason
FROM records
WHERE disposition = 'quarantined'
ORDER BY source_id, record_id;
