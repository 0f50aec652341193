-- What the reports call their occupation, resting on the records that know its first code.
create view report_subject_name as
select
  'name' as row_key,
  coalesce(
    (select record_ids from report_codes order by position limit 1),
    (select [min(record_id)] from records where source_id in (select source_id from sources_at_hand))
  ) as record_ids,
  name
from report_subject;

comment on view report_subject_name is 'One row: the heading of the reports.';
comment on column report_subject_name.row_key is 'Names the row in this view.';
comment on column report_subject_name.record_ids is 'The newest record with the first code that some record names; without one the first record there is.';
comment on column report_subject_name.name is 'Heading of the reports: as configured, else the newest official title of the first code.';
