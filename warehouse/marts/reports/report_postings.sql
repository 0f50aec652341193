-- Vacancies that a page showed, on topic or not.
create view report_postings as
select
  record_id as row_key,
  [record_id] as record_ids,
  source_id,
  position,
  title,
  employer,
  concat_ws(', ', city, state) as place,
  is_on_topic,
  topic_reason
from job_postings
order by is_on_topic desc, source_id, position, record_id;
