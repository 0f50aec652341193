-- People whom a page quotes: witnesses, not facts about the occupation.
CREATE OR REPLACE VIEW report_interviewees AS
SELECT
  concat_ws('/', record_id, person_name) AS row_key,
  [record_id] AS record_ids,
  source_id,
  person_name,
  credentials,
  practice,
  location
FROM interviewees
ORDER BY source_id, person_name, record_id;
