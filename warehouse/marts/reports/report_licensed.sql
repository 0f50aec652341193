-- What a database under a licence lists of the occupation at hand: tools, tasks, titles. Where it is printed its licence is named.
create view report_licensed_items as
with
  entries as (
    select record_id, source_id, occupation_code, occupation_title, 'technology' as list, technology as item, category, is_hot
    from technologies
    union all by name
    select record_id, source_id, occupation_code, occupation_title, 'task' as list, duty as item from duties
    union all by name
    select record_id, source_id, occupation_code, occupation_title, 'title' as list, title as item
    from job_titles
    where relation in ('alternate_title', 'reported_title')
  )
select
  concat_ws('/', list, source_id, item) as row_key,
  list(distinct record_id order by record_id) as record_ids,
  source_id,
  list,
  item,
  min(category) as category,
  coalesce(bool_or(is_hot), false) as is_hot,
  bool_or(entries.occupation_code in (select occupation_code from headline_codes)) as is_headline
from entries
join sources using (source_id)
where sources.terms = 'licence' and is_at_hand(entries.occupation_code, entries.occupation_title)
group by source_id, list, item
order by list, is_hot desc, is_headline desc, category, lower(item);

comment on view report_licensed_items is
  'One row per list and entry of a database under a licence: tools and technology, tasks, titles.';
comment on column report_licensed_items.row_key is 'Names the row in this view: list, source and entry, joined by slashes.';
comment on column report_licensed_items.record_ids is 'Records that have the entry.';
comment on column report_licensed_items.source_id is 'Source of the records.';
comment on column report_licensed_items.list is 'Which list: technology, task or title.';
comment on column report_licensed_items.item is 'The entry.';
comment on column report_licensed_items.category is 'Kind of technology, as the source groups them; null for other lists.';
comment on column report_licensed_items.is_hot is 'True for technology that the source calls hot: often asked for in vacancies.';
comment on column report_licensed_items.is_headline is
  'True where the entry is of the first code at hand or one that stood in its place before.';

create view report_job_zones as
select
  concat_ws('/', source_id, occupation_code) as row_key,
  [record_id] as record_ids,
  source_id,
  occupation_code,
  codes.occupation_title,
  occupation_code in (select occupation_code from headline_codes) as is_headline,
  job_zone,
  zone_name,
  svp_range
from job_zones
join report_occupation as codes using (occupation_code)
qualify row_number() over (partition by source_id, occupation_code order by record_id) = 1
order by codes.position, source_id;

comment on view report_job_zones is 'One row per source and code at hand: how much preparation the work takes.';
comment on column report_job_zones.row_key is 'Names the row in this view: source and code, joined by a slash.';
comment on column report_job_zones.record_ids is 'The record that says so.';
comment on column report_job_zones.source_id is 'Source of the record.';
comment on column report_job_zones.occupation_code is 'Code of the occupation.';
comment on column report_job_zones.occupation_title is 'Its title.';
comment on column report_job_zones.is_headline is
  'True for the first code at hand and those that stood in its place before.';
comment on column report_job_zones.job_zone is 'Job zone, from 1 (little preparation) to 5 (extensive preparation).';
comment on column report_job_zones.zone_name is 'The zone in words; null where not stated.';
comment on column report_job_zones.svp_range is 'Specific vocational preparation, as the source prints it; null where not stated.';
