-- The occupation code of each source of pages, where its title or its figures prove one.
create view page_occupations as
with
  -- No page prints a code; figures that equal those of one release prove it.
  proved as (select source_id, max(occupation_code) as occupation_code from wages group by source_id)
select sources.source_id, coalesce(sources.occupation_code, proved.occupation_code) as occupation_code
from sources
left join proved using (source_id)
where not sources.is_reference and coalesce(sources.occupation_code, proved.occupation_code) is not null;

comment on view page_occupations is
  'One row per source of pages whose occupation code is proved, by its title or by figures that equal those of one release.';
comment on column page_occupations.source_id is 'Source.';
comment on column page_occupations.occupation_code is
  'Code of its occupation in the Standard Occupational Classification.';
