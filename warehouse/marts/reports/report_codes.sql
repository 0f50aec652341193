-- The codes of the occupation at hand, each with the newest record that names it.
create view report_codes as
with
  named as (
    select record_id, source_id, occupation_code, reference_period from wages where release is not null
    union all by name
    select record_id, source_id, occupation_code, reference_period from projections where release is not null
    union all by name
    select record_id, source_id, occupation_code, null as reference_period from job_zones
    union all by name
    select record_id, source_id, occupation_code, reference_period from reference_series
    union all by name
    select record_id, source_id, occupation_code, null as reference_period from occupation_vintages
    union all by name
    select record_id, source_id, occupation_code, reference_period from wages where release is null
    union all by name
    select record_id, source_id, occupation_code, reference_period from projections where release is null
  ),
  newest as (
    select
      occupation_code,
      arg_max(record_id, (coalesce(reference_period, ''), record_id)) as record_id,
      max(reference_period) as last_period
    from named
    group by occupation_code
  )
select
  codes.occupation_code as row_key,
  [newest.record_id] as record_ids,
  codes.occupation_code,
  codes.occupation_title,
  codes.position,
  codes.occupation_code in (select occupation_code from headline_codes) as is_headline,
  coalesce(newest.last_period = max(newest.last_period) over (), codes.position = 1) as is_current,
  coalesce(vintages.classification, releases.classification) as classification
from report_occupation as codes
join newest using (occupation_code)
left join occupation_vintages as vintages using (occupation_code)
left join (
  select occupation_code, max(releases.classification) as classification
  from wages
  join releases using (release)
  where wages.release = (select release from newest_release)
  group by occupation_code
) as releases using (occupation_code)
order by codes.position;

comment on view report_codes is 'One row per code of the occupation at hand that some record names.';
comment on column report_codes.row_key is 'Names the row in this view: the code.';
comment on column report_codes.record_ids is 'The newest record with the code.';
comment on column report_codes.occupation_code is 'Code of the occupation in a classification.';
comment on column report_codes.occupation_title is 'Its title, as the newest release that has it names it.';
comment on column report_codes.position is 'Position among the codes at hand, from 1.';
comment on column report_codes.is_headline is
  'True for the first code at hand and those that stood in its place before.';
comment on column report_codes.is_current is 'True where no code at hand has newer figures.';
comment on column report_codes.classification is 'Classification that has the code: SOC 2018; null where nothing at hand tells.';
