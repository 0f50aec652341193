-- People whom a page quotes: witnesses, not facts about the occupation.
create view report_interviewees as
select
  concat_ws('/', record_id, person_name) as row_key,
  [record_id] as record_ids,
  source_id,
  person_name,
  credentials,
  practice,
  location
from interviewees
where is_at_hand(occupation_code, occupation_title)
order by source_id, person_name, record_id;

comment on view report_interviewees is
  'One row per person interviewed on a page: a witness, never a fact about the occupation.';
comment on column report_interviewees.row_key is
  'Names the row in this view: record and name of the person, joined by a slash.';
comment on column report_interviewees.record_ids is 'Records that the row was read from: the one of the person.';
comment on column report_interviewees.source_id is 'Source of the record.';
comment on column report_interviewees.person_name is 'Name of the person.';
comment on column report_interviewees.credentials is 'Credentials after the name.';
comment on column report_interviewees.practice is 'Practice or employer; null where not stated.';
comment on column report_interviewees.location is 'Place of work; null where not stated.';
