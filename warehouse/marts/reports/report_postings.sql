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
where is_at_hand(occupation_code, occupation_title)
order by is_on_topic desc, source_id, position, record_id;

comment on view report_postings is
  'One row per vacancy that a page shows, those for the occupation of the page first.';
comment on column report_postings.row_key is 'Names the row in this view: its record.';
comment on column report_postings.record_ids is 'Records that the row was read from: the one of the vacancy.';
comment on column report_postings.source_id is 'Source of the record.';
comment on column report_postings.position is 'Position on the page, from 1.';
comment on column report_postings.title is 'Title of the vacancy.';
comment on column report_postings.employer is 'Who offers it.';
comment on column report_postings.place is 'City and postal code of the state of the workplace: Miami, FL.';
comment on column report_postings.is_on_topic is 'Whether the vacancy is for the occupation of the page.';
comment on column report_postings.topic_reason is 'Why it is or is not.';
