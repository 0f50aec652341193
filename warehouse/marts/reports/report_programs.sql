-- Degree programs that a page offers.
create view report_programs as
select
  concat_ws('/', record_id, program_name) as row_key,
  [record_id] as record_ids,
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
from programs
order by source_id, program_name, record_id;
