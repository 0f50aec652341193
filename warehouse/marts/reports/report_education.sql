-- What each page says is needed, from the least schooling to the most: one row a level, need and group.
create view report_education as
with
  levels (level, level_place, level_name) as (
    values
      ('high_school', 1, 'High school diploma'), ('certificate', 2, 'Postsecondary certificate'),
      ('associate', 3, 'Associate degree'), ('bachelor', 4, 'Bachelor’s degree'),
      ('master', 5, 'Master’s degree'), ('doctorate', 6, 'Doctorate'),
      ('certification', 7, 'Professional certification')
  )
select
  concat_ws('/', facts.source_id, facts.level, facts.necessity, coalesce(facts.applies_to, '-')) as row_key,
  list(facts.record_id order by facts.record_id) as record_ids,
  facts.source_id,
  facts.level,
  levels.level_name,
  levels.level_place,
  facts.necessity,
  facts.applies_to
from education_requirements as facts
join levels using (level)
group by all
order by levels.level_place, facts.source_id, facts.necessity, facts.applies_to nulls first;
