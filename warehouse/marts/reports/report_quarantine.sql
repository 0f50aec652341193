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
where disposition = 'quarantined' and source_id in (select source_id from sources_at_hand)
-- In the order of the page: a locator begins with the place.
order by source_id, try_cast(regexp_extract(locator, '(\d+)', 1) as bigint), record_id;

comment on view report_quarantine is
  'One row per record that is set aside, with the beginning of its text; the view quarantine has the whole.';
comment on column report_quarantine.row_key is 'Names the row in this view: its record.';
comment on column report_quarantine.record_ids is 'The record that is set aside.';
comment on column report_quarantine.source_id is 'Source of the record.';
comment on column report_quarantine.kind is 'Kind of record, as the source''s extractor names it.';
comment on column report_quarantine.raw_text is
  'What stands at the record''s place; of more than 160 characters the first 160, with an ellipsis.';
comment on column report_quarantine.reason is 'Why it is set aside.';
