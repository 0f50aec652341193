-- What became of the records of each source: seen is loaded, repaired, quarantined and ignored together.

create view row_flow as

with current_snapshots as (
  select distinct source_id
  from snapshots
  where state = 'current'
),

record_counts as (
  select
    source_id,
    count(*) as seen,
    count(*) filter (disposition = 'loaded') as loaded,
    count(*) filter (disposition = 'repaired') as repaired,
    count(*) filter (disposition = 'quarantined') as quarantined,
    count(*) filter (disposition = 'ignored') as ignored
  from records
  group by source_id
),

block_counts as (
  select source_id, count(*) filter (state = 'unclaimed') as unclaimed_blocks
  from blocks
  group by source_id
),

flow as (
  -- A count of no rows at all is 0, and known to be so.
  select
    source_id,
    coalesce(seen, 0) as seen,
    coalesce(loaded, 0) as loaded,
    coalesce(repaired, 0) as repaired,
    coalesce(quarantined, 0) as quarantined,
    coalesce(ignored, 0) as ignored,
    coalesce(unclaimed_blocks, 0) as unclaimed_blocks
  from current_snapshots
  left join record_counts using (source_id)
  left join block_counts using (source_id)
)

select * from flow;

comment on view row_flow is
  'One row per source with a current snapshot: what became of its records, and how many blocks of the page nobody reads.';
comment on column row_flow.source_id is 'Source.';
comment on column row_flow.seen is 'Records found in the current snapshot.';
comment on column row_flow.loaded is 'Records that loaded as they stand.';
comment on column row_flow.repaired is 'Records that loaded after a named rule changed a value.';
comment on column row_flow.quarantined is 'Records set aside, with the reason.';
comment on column row_flow.ignored is 'Records passed over by a named rule.';
comment on column row_flow.unclaimed_blocks is 'Blocks of the page that no record reads and no rule ignores.';
