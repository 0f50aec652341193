-- One row a source that has a current snapshot: who publishes it, on what terms, and which bytes were read.
create view report_sources as
with
  current_snapshots as (select * from snapshots where state = 'current'),
  records_of as (
    select source_id, list(record_id order by record_id) as record_ids from records group by source_id
  ),
  -- No page prints a code; figures that equal those of one release prove it.
  codes as (select source_id, max(occupation_code) as proved_code from wages group by source_id)
select
  sources.source_id as row_key,
  coalesce(records_of.record_ids, []) as record_ids,
  sources.source_id,
  sources.publisher,
  -- "Western Governors University (WGU)" is WGU where room is scarce; other brackets are left out there.
  coalesce(
    nullif(regexp_extract(sources.publisher, '\(([A-Z]+)\)$', 1), ''),
    regexp_extract(sources.publisher, '^(.+?)(?:\s\(.*\))?$', 1)
  ) as short_publisher,
  sources.title,
  sources.url,
  sources.terms,
  sources.interest,
  sources.occupation_title,
  coalesce(sources.occupation_code, codes.proved_code) as occupation_code,
  current_snapshots.path,
  left(current_snapshots.snapshot_id, 12) as short_snapshot_id,
  upper(current_snapshots.encoding) as encoding,
  strftime(current_snapshots.retrieved_at, '%Y-%m-%d') as retrieved_on,
  current_snapshots.prose = 'rewritten' as is_rewritten
from sources
join current_snapshots using (source_id)
join records_of using (source_id)
left join codes using (source_id)
order by sources.source_id;
