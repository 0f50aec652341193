-- Records set aside because no rule reads them for certain. They are tried again on every run.

create view quarantine as

with unread_records as (
  select * from records where disposition = 'quarantined'
),

-- The same bytes may stand under two paths of a source.
retrievals as (
  select source_id, snapshot_id, min(retrieved_at) as retrieved_at
  from snapshots
  group by source_id, snapshot_id
),

set_aside as (
  select
    unread_records.record_id,
    unread_records.source_id,
    unread_records.kind,
    unread_records.locator,
    unread_records.reason,
    unread_records.raw_text,
    retrievals.retrieved_at as first_seen
  from unread_records
  left join retrievals using (source_id, snapshot_id)
)

select * from set_aside;

comment on view quarantine is
  'One row per record that is set aside: it is tried again on every run.';
comment on column quarantine.record_id is 'Record that is set aside.';
comment on column quarantine.source_id is 'Source of the record.';
comment on column quarantine.kind is 'Kind of record, as the source''s extractor names it.';
comment on column quarantine.locator is
  'Place in the snapshot: chars:START-END in UTF-16 code units of the decoded text, Sheet!A5, or line:N.';
comment on column quarantine.reason is 'Why it is set aside.';
comment on column quarantine.raw_text is 'What stands at the locator, exactly.';
comment on column quarantine.first_seen is 'When its snapshot was fetched, UTC; null where unknown.';
