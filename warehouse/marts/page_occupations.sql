-- The occupation codes of the pages of each source, where their titles or their figures prove them.
create view page_occupations as
with
  pages as (select * from snapshots where state = 'current' and occupation_title is not null),
  -- Few pages print a code; figures that equal those of one release prove it.
  proved as (
    select distinct source_id, occupation_code
    from wages
    where release is null and occupation_code is not null and reference_period_basis = 'inferred'
  )
select source_id, occupation_code from pages where occupation_code is not null
union
select source_id, occupation_code from proved;

comment on view page_occupations is
  'One row per source of pages and occupation code that a page of it is proved to be about, by its title, its code or figures that equal those of one release.';
comment on column page_occupations.source_id is 'Source.';
comment on column page_occupations.occupation_code is
  'Code of the occupation in the Standard Occupational Classification.';
