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
order by source_id, person_name, record_id;
