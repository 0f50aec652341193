-- Checks that found something and do not block publication, which is why a report has to say so.
create view report_warnings as
select
  name as row_key,
  (select coalesce(list(record_id order by record_id), []) from records) as record_ids,
  description,
  violations
from checks
where severity = 'warn' and violations > 0
order by name;

comment on view report_warnings is
  'One row per check of severity warn that found violations; a check of severity error would have blocked the edition.';
comment on column report_warnings.row_key is 'Names the row in this view: the check.';
comment on column report_warnings.record_ids is 'Every record: any of them could break or keep a check.';
comment on column report_warnings.description is 'What a violation means, in words.';
comment on column report_warnings.violations is 'Number of rows that violate the check.';
