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
where is_at_hand(occupation_code, occupation_title)
order by source_id, program_name, record_id;

comment on view report_programs is
  'One row per degree or certificate program that a page offers.';
comment on column report_programs.row_key is
  'Names the row in this view: record and name of the program, joined by a slash.';
comment on column report_programs.record_ids is 'Records that the row was read from: the one of the program.';
comment on column report_programs.source_id is 'Source of the record.';
comment on column report_programs.program_name is 'Name of the program.';
comment on column report_programs.provider is 'School that offers it; null where not stated.';
comment on column report_programs.tuition_usd is 'Tuition for one term, in US dollars; null where not stated.';
comment on column report_programs.tuition_term_months is
  'Length of the term that tuition pays for, in months; null where not stated.';
comment on column report_programs.course_count is 'Number of courses; null where not stated.';
comment on column report_programs.completion_pct is
  'Percent (0 to 100) of students who finish within completion_months; null where not stated.';
comment on column report_programs.completion_months is
  'Months within which completion_pct of the students finish; null where not stated.';
comment on column report_programs.accreditor is 'Body that accredits the program; null where not stated.';
comment on column report_programs.qualifies_for_exam is 'Exam that graduates may sit; null where not stated.';
