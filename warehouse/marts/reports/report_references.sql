-- The project's own tables of public facts: one row a table, who publishes the facts and which bytes were read.
create view report_references as
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
  sources.source_id as row_key,
  records_of.record_ids,
  sources.source_id,
  sources.publisher,
  sources.short_name as short_publisher,
  sources.title,
  sources.url,
  sources.terms,
  snapshots.path,
  left(snapshots.snapshot_id, 12) as short_snapshot_id,
  row_flow.loaded
from sources
join snapshots on snapshots.source_id = sources.source_id and snapshots.state = 'current'
join row_flow on row_flow.source_id = sources.source_id
join records_of on records_of.source_id = sources.source_id
where sources.is_reference
order by sources.source_id;

comment on view report_references is
  'One row per table of public facts that the project carries: who publishes them, on what terms, and which bytes were read.';
comment on column report_references.row_key is 'Names the row in this view: its source.';
comment on column report_references.record_ids is 'All records of the table, its head among them; of a source with more than 1,000 one of each snapshot.';
comment on column report_references.source_id is 'Source.';
comment on column report_references.publisher is 'Who publishes the facts.';
comment on column report_references.short_publisher is 'What charts and tables call the publisher.';
comment on column report_references.title is 'Title of the statistics.';
comment on column report_references.url is 'Address where they are published.';
comment on column report_references.terms is 'Terms of use.';
comment on column report_references.path is 'Path of the table below the project.';
comment on column report_references.short_snapshot_id is 'First twelve digits of the sha256 of its bytes.';
comment on column report_references.loaded is 'Lines that loaded.';
