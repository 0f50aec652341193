-- Vacancies that a page showed, on topic or not.
CREATE OR REPLACE VIEW report_postings AS
SELECT
  record_id AS row_key,
  [record_id] AS record_ids,
  source_id,
  position,
  title,
  employer,
  concat_ws(', ', city, state) AS place,
  is_on_topic,
  topic_reason
FROM job_postings
ORDER BY is_on_topic DESC, source_id, position, record_id;
