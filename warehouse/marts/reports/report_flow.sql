-- What became of every record, one row a source of pages.
create view report_flow as
with
  -- A page has some hundred records; of a table with thousands its first row stands for all.
  numbered as (
    select *, count(*) over of_source as in_all, row_number() over of_snapshot as place
    from records
    window of_source as (partition by source_id),
      of_snapshot as (partition by source_id, snapshot_id order by record_id)
  ),
  records_of as (
    select source_id, list(record_id order by record_id) as record_ids
    from numbered
    where in_all <= 1000 or place = 1
    group by source_id
  )
select
  row_flow.source_id as row_key,
  coalesce(records_of.record_ids, []) as record_ids,
  row_flow.source_id,
  row_flow.seen,
  row_flow.loaded,
  row_flow.repaired,
  row_flow.quarantined,
  row_flow.ignored,
  row_flow.unclaimed_blocks
from row_flow
join sources using (source_id)
left join records_of using (source_id)
where sources.source_id in (select source_id from sources_at_hand)
order by row_flow.source_id;

comment on view report_flow is
  'One row per source of pages with a current snapshot: what became of its records; seen is loaded, repaired, quarantined and ignored together.';
comment on column report_flow.row_key is 'Names the row in this view: its source.';
comment on column report_flow.record_ids is
  'All records of the source, whatever became of them; empty where the snapshot has none; of a source with more than 1,000 one of each snapshot.';
comment on column report_flow.source_id is 'Source.';
comment on column report_flow.seen is 'Records found in the current snapshot; 0 where there is none.';
comment on column report_flow.loaded is 'Records that loaded as they stand.';
comment on column report_flow.repaired is 'Records that loaded after a named rule changed a value.';
comment on column report_flow.quarantined is 'Records set aside, with the reason.';
comment on column report_flow.ignored is 'Records passed over by a named rule.';
comment on column report_flow.unclaimed_blocks is
  'Blocks of the page that no record reads and no rule ignores; they are no records and not part of seen.';
