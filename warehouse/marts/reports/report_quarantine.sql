-- Records that no rule could read, with the text as it stands.
create view report_quarantine as
select
  record_id as row_key,
  [record_id] as record_ids,
  source_id,
  kind,
  case when length(raw_text) > 160 then left(raw_text, 160) || '…' else raw_text end as raw_text,
  reason
from records
where disposition = 'quarantined'
order by source_id, record_id;
