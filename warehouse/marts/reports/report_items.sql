-- The pages' lists as one: duties, skills, courses, topics of study, steps, titles, related
-- occupations. `list` says which, `part` the list within it, `item` the entry, `detail` and
-- `benefit` what is said of it.
create view report_items as
with
  specialties as (select distinct title from job_titles where relation = 'specialty'),
  -- What a page calls the role of its own occupation is the general one; a specialty keeps its name.
  roles as (
    select duties.*, coalesce(specialties.title, 'general') as known_role
    from duties
    left join specialties on lower(specialties.title) = lower(duties.role)
  ),
  entries as (
    select record_id, source_id, 'duties' as list, known_role as part, position, duty as item,
      null as detail, null as benefit
    from roles
    union all
    select record_id, source_id, 'skills', skill_kind, position, skill, description, null from skills
    union all
    select record_id, source_id, 'courses', null, position, title, description, benefit from courses
    union all
    select record_id, source_id, 'topics', null, position, topic, null, null from study_topics
    union all
    select record_id, source_id, 'steps', null, position, title, description, null from qualification_steps
    union all
    select record_id, source_id, 'titles', relation, null, title, abbreviation, null from job_titles
    union all
    select record_id, source_id, 'related', null, null, related_title, null, null from related_occupations
  )
select
  concat_ws('/', list, coalesce(part, '-'), record_id, coalesce(position, 0), item) as row_key,
  [record_id] as record_ids,
  *
from entries
order by list, part, source_id, position nulls last, item, record_id;
