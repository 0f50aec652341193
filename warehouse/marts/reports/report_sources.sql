-- One row a source of pages that has a current snapshot: who publishes it, on what terms, and which bytes were read.
create view report_sources as
with
  -- Of several files the folder stands for the path, and the digest over their digests for the digest.
  current_snapshots as (
    select
      source_id,
      count(*) as files,
      case when count(*) = 1 then any_value(path) else source_id || '/' end as path,
      case
        when count(*) = 1 then any_value(snapshot_id)
        else sha256(string_agg(snapshot_id, ' ' order by path))
      end as digest,
      case when min(encoding) = max(encoding) then any_value(encoding) end as encoding,
      max(retrieved_at) as retrieved_at,
      bool_or(prose = 'rewritten') as is_rewritten
    from snapshots
    where state = 'current'
    group by source_id
  ),
  codes as (
    select source_id, any_value(occupation_code) as occupation_code
    from page_occupations
    group by source_id
    having count(distinct occupation_code) = 1
  ),
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
  coalesce(records_of.record_ids, []) as record_ids,
  sources.source_id,
  sources.publisher,
  sources.short_name as short_publisher,
  sources.title,
  sources.url,
  sources.terms,
  sources.interest,
  (sources.terms <> 'facts only' or sources.media_type not in ('text/html', 'text/plain')) as is_official,
  sources.occupation_title,
  codes.occupation_code,
  current_snapshots.path,
  left(current_snapshots.digest, 12) as short_snapshot_id,
  current_snapshots.files,
  coalesce(upper(current_snapshots.encoding), 'workbooks') as encoding,
  strftime(current_snapshots.retrieved_at, '%Y-%m-%d') as retrieved_on,
  current_snapshots.is_rewritten
from sources
join current_snapshots using (source_id)
join records_of using (source_id)
left join codes using (source_id)
where sources.source_id in (select source_id from sources_at_hand)
order by sources.source_id;

comment on view report_sources is
  'One row per source whose current snapshot has records: who publishes it, on what terms, and which bytes were read.';
comment on column report_sources.row_key is 'Names the row in this view: its source.';
comment on column report_sources.record_ids is 'All records of the source, whatever became of them; of a source with more than 1,000 one of each snapshot.';
comment on column report_sources.source_id is 'Name of the source''s folder in raw/.';
comment on column report_sources.publisher is 'Who publishes the page.';
comment on column report_sources.short_publisher is 'What tables and charts call it, where room is scarce.';
comment on column report_sources.title is 'Title of the page.';
comment on column report_sources.url is 'Address of the page; null where unknown.';
comment on column report_sources.terms is 'Terms of use: public domain, by licence, or facts only.';
comment on column report_sources.interest is
  'What the publisher sells or promotes on the page; null where nothing.';
comment on column report_sources.is_official is
  'True for official releases and handbooks: tables, and pages whose terms give them to the public; false for career pages.';
comment on column report_sources.occupation_title is
  'Occupation that the current snapshot is about, as the page names it.';
comment on column report_sources.occupation_code is
  'Its code in the Standard Occupational Classification, known from the page or proved by its wage figures; null where nothing proves it.';
comment on column report_sources.path is
  'Path of the current snapshot below the raw directory, with forward slashes; of several their folder.';
comment on column report_sources.short_snapshot_id is
  'First 12 hex digits of the sha256 of its bytes; of several snapshots, of their digests parted by spaces, in the order of their paths.';
comment on column report_sources.files is 'Number of current snapshots.';
comment on column report_sources.encoding is
  'Encoding it was read in, in capitals: UTF-8; workbooks where there is none or several differ.';
comment on column report_sources.retrieved_on is
  'Day on which its bytes were fetched, UTC, as text: 2025-11-02; null where unknown.';
comment on column report_sources.is_rewritten is
  'True where the prose of this copy was rewritten; figures and names never are.';
