-- States as a page ranks them, one row a measure and place.
CREATE OR REPLACE VIEW report_rankings AS
SELECT
  concat_ws('/', source_id, measure, rank, record_id) AS row_key,
  [record_id] AS record_ids,
  source_id,
  measure,
  rank,
  area_name,
  state
FROM area_rankings
ORDER BY source_id, measure, rank, record_id;
