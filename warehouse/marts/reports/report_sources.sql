-- One row a source that has a current snapshot: who publishes it, on what terms, and which bytes were read.
CREATE OR REPLACE VIEW report_sources AS
WITH
  current_snapshots AS (SELECT * FROM snapshots WHERE state = 'current'),
  records_of AS (
    SELECT source_id, list(record_id ORDER BY record_id) AS record_ids FROM records GROUP BY source_id
  )
SELECT
  sources.source_id AS row_key,
  coalesce(records_of.record_ids, []) AS record_ids,
  sources.source_id,
  sources.publisher,
  -- "Western Governors University (WGU)" is WGU where room is scarce.
  coalesce(nullif(regexp_extract(sources.publisher, '\(([A-Z]+)\)$', 1), ''), sources.publisher) AS short_publisher,
  sources.title,
  sources.url,
  sources.terms,
  sources.interest,
  sources.occupation_title,
  sources.occupation_code,
  current_snapshots.path,
  left(current_snapshots.snapshot_id, 12) AS short_snapshot_id,
  upper(current_snapshots.encoding) AS encoding,
  strftime(current_snapshots.retrieved_at, '%Y-%m-%d') AS retrieved_on,
  current_snapshots.prose = 'rewritten' AS is_rewritten
FROM sources
JOIN current_snapshots USING (source_id)
JOIN records_of USING (source_id)
ORDER BY sources.source_id;
