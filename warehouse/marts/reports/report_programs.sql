-- Degree programs that a page offers.
CREATE OR REPLACE VIEW report_programs AS
SELECT
  concat_ws('/', record_id, program_name) AS row_key,
  [record_id] AS record_ids,
  source_id,
  program_name,
  provider,
  tuition_usd,
  tuition_term_months,
  course_count,
  completion_pct,
  completion_months,
  accreditor,
  qualifies_for_exam
FROM programs
ORDER BY source_id, program_name, record_id;
