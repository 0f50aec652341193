-- What official sources assign to each code at hand for entry: schooling, experience, training on the job.
create view report_entry as
with
  levels (level, level_name) as (
    values
      ('none', 'No formal schooling'), ('high_school', 'High school diploma'),
      ('some_college', 'Some college, no degree'), ('certificate', 'Postsecondary certificate'),
      ('associate', 'Associate degree'), ('bachelor', 'Bachelor’s degree'), ('master', 'Master’s degree'),
      ('doctorate', 'Doctorate')
  ),
  said as (
    select record_id, source_id, occupation_code, 'education' as what, level_name as says, reference_period
    from education_requirements
    join levels using (level)
    where necessity = 'typical'
    union all
    -- "Typical on-the-job training: None" is said of what the column is about.
    select record_id, source_id, occupation_code, topic, regexp_replace(statement, '^[^:]*:\s*', ''), reference_period
    from statements
    where topic in ('work_experience', 'on_the_job_training')
  ),
  official as (
    select said.*
    from said
    where
      source_id in (select source_id from sources where terms = 'public domain')
      and occupation_code in (select occupation_code from report_occupation)
    -- The newest tells; a handbook repeats the table, and only speaks where it is missing.
    qualify row_number() over (
      partition by said.occupation_code, what
      order by reference_period desc nulls last, said.source_id desc, record_id desc
    ) = 1
  )
select
  occupation_code as row_key,
  list(distinct record_id order by record_id) as record_ids,
  max(source_id) as source_id,
  occupation_code,
  codes.occupation_title,
  occupation_code in (select occupation_code from headline_codes) as is_headline,
  max(says) filter (what = 'education') as education,
  max(says) filter (what = 'work_experience') as work_experience,
  max(says) filter (what = 'on_the_job_training') as on_the_job_training
from official
join report_occupation as codes using (occupation_code)
where occupation_code in (select occupation_code from report_codes where is_current)
group by occupation_code, codes.occupation_title, codes.position
order by codes.position;

comment on view report_entry is
  'One row per code at hand that the newest figures speak of: what official sources assign to it for entry.';
comment on column report_entry.row_key is 'Names the row in this view: the code.';
comment on column report_entry.record_ids is 'Records that say so.';
comment on column report_entry.source_id is 'Source of the records.';
comment on column report_entry.occupation_code is 'Code of the occupation.';
comment on column report_entry.occupation_title is 'Its title.';
comment on column report_entry.is_headline is
  'True for the first code at hand and those that stood in its place before.';
comment on column report_entry.education is 'Schooling that is typical for entry, in words; null where not stated.';
comment on column report_entry.work_experience is 'Experience in a related occupation that is typical for entry; null where not stated.';
comment on column report_entry.on_the_job_training is 'Training on the job that is typical after entry; null where not stated.';
