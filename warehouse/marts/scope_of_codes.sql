-- Which codes the figures of a report belong to: the headline is one occupation, other codes at hand stand beside it.

-- The first code at hand and, release by release, what stood in its place before: never a code beside it.
create view headline_codes as
with recursive
  chain as (
    select occupation_code from report_occupation where position = 1
    union
    select vintages.follows_code
    from chain
    join occupation_vintages as vintages using (occupation_code)
    where vintages.follows_code is not null
  )
select occupation_code from chain;

comment on view headline_codes is
  'One row per code whose figures the summary of a report may compare: the first code at hand and those that stood in its place before.';
comment on column headline_codes.occupation_code is 'Code of the occupation.';

-- A page of one occupation prints its code on few of its figures, if on any; what is proved of one holds of all.
create view codes_of_pages as
select source_id, any_value(occupation_code) as page_code
from page_occupations
group by source_id
having count(distinct occupation_code) = 1;

comment on view codes_of_pages is 'One row per source all of whose pages are proved to be of one occupation code.';
comment on column codes_of_pages.source_id is 'Source.';
comment on column codes_of_pages.page_code is 'The occupation code that its pages are proved to be of.';

-- The newest release of the survey that has a code at hand for the whole nation.
create view newest_release as
select arg_max(release, reference_period) as release, max(reference_period) as reference_period
from wages
where
  starts_with(release, 'OEWS ')
  and area_type = 'nation'
  and occupation_code in (select occupation_code from report_occupation);

comment on view newest_release is
  'One row: the newest release of the Occupational Employment and Wage Statistics (OEWS) loaded that has a code at hand.';
comment on column newest_release.release is 'Release of the survey: OEWS May 2024; null where none is loaded.';
comment on column newest_release.reference_period is 'Month that it speaks of: 2024-05; null where none is loaded.';
