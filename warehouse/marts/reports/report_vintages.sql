-- Which code stood for the occupation in which years: the lineages of the codes of the occupation at hand.
create view report_vintages as
with
  shown_lineages as (
    select distinct lineage
    from occupation_lineages
    join report_occupation using (occupation_code)
  )
select
  vintages.occupation_code as row_key,
  [vintages.record_id] as record_ids,
  vintages.source_id,
  occupation_lineages.lineage,
  vintages.occupation_code,
  vintages.occupation_title,
  vintages.classification,
  vintages.first_year,
  vintages.last_year,
  vintages.follows_code,
  vintages.note
from occupation_vintages as vintages
join occupation_lineages using (occupation_code)
join shown_lineages using (lineage)
order by vintages.first_year, vintages.occupation_code;

comment on view report_vintages is
  'One row per occupation code of the lineages that loaded pages belong to: in which years the survey used it, oldest first.';
comment on column report_vintages.row_key is 'Names the row in this view: its code.';
comment on column report_vintages.record_ids is 'Records that the row was read from: a line of the reference table.';
comment on column report_vintages.source_id is 'Source of the record.';
comment on column report_vintages.lineage is 'Lineage of the code in occupation_lineages.';
comment on column report_vintages.occupation_code is 'Code of the occupation.';
comment on column report_vintages.occupation_title is 'Its title in that classification.';
comment on column report_vintages.classification is 'Classification that has the code.';
comment on column report_vintages.first_year is 'First year of the survey with this code.';
comment on column report_vintages.last_year is 'Last year with it; null where it is in use.';
comment on column report_vintages.follows_code is 'Code that stood in its place before; null where none is known.';
comment on column report_vintages.note is 'What a reader should know of it; null where there is nothing to say.';
