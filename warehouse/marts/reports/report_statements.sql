-- Sentences with a claim, and whether the speaker sells what the sentence praises.
CREATE OR REPLACE VIEW report_statements AS
SELECT
  concat_ws('/', record_id, topic) AS row_key,
  [record_id] AS record_ids,
  source_id,
  topic,
  statement,
  value,
  unit,
  is_sellers_claim
FROM statements
ORDER BY topic, source_id, record_id;
