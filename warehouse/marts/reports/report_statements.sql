-- Sentences with a claim, and whether the speaker sells what the sentence praises.
create view report_statements as
select
  concat_ws('/', record_id, topic) as row_key,
  [record_id] as record_ids,
  source_id,
  topic,
  statement,
  value,
  unit,
  is_sellers_claim
from statements
order by topic, source_id, record_id;
