-- The pages' lists as one, of the occupation at hand: duties, skills, courses, topics of study, steps, titles, related
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
    where is_at_hand(duties.occupation_code, duties.occupation_title)
  ),
  entries as (
    select record_id, source_id, occupation_code, occupation_title, 'duties' as list, known_role as part, position, duty as item,
      null as detail, null as benefit
    from roles
    union all
    select record_id, source_id, occupation_code, occupation_title, 'skills', skill_kind, position, skill, description, null from skills
    where is_at_hand(occupation_code, occupation_title)
    union all
    select record_id, source_id, occupation_code, occupation_title, 'courses', null, position, title, description, benefit from courses
    where is_at_hand(occupation_code, occupation_title)
    union all
    select record_id, source_id, occupation_code, occupation_title, 'topics', null, position, topic, null, null from study_topics
    where is_at_hand(occupation_code, occupation_title)
    union all
    select record_id, source_id, occupation_code, occupation_title, 'steps', null, position, title, description, null from qualification_steps
    where is_at_hand(occupation_code, occupation_title)
    union all
    select record_id, source_id, occupation_code, occupation_title, 'titles', relation, null, title, abbreviation, null from job_titles
    where is_at_hand(occupation_code, occupation_title)
    union all
    select record_id, source_id, occupation_code, occupation_title, 'related', null, null, related_title, null, null from related_occupations
    where is_at_hand(occupation_code, occupation_title)
  )
select
  concat_ws('/', list, coalesce(part, '-'), record_id, coalesce(entries.position, 0), item) as row_key,
  [record_id] as record_ids,
  entries.* exclude (occupation_code, occupation_title),
  coalesce(titles.occupation_title, entries.occupation_title) as occupation_title,
  coalesce(entries.occupation_code in (select occupation_code from headline_codes), true) as is_headline,
  -- A sentence ends after a word of four letters or more: "Dr." and "e.g." end none.
  coalesce(nullif(regexp_extract(detail, '^(.*?[^\s.]{4,}[.!?])\s+\p{Lu}', 1), ''), detail) as detail_first_sentence,
  nullif(trim(substr(detail, length(detail_first_sentence) + 1)), '') as detail_rest
from entries
-- A database under a licence has lists of its own in the reports.
join sources using (source_id)
left join report_occupation as titles on titles.occupation_code = entries.occupation_code
where sources.terms <> 'licence'
order by list, part, is_headline desc, source_id, entries.position nulls last, item, record_id;

comment on view report_items is
  'One row per entry of a page''s lists: duties, skills, courses, topics of study, steps, titles and related occupations.';
comment on column report_items.row_key is
  'Names the row in this view: list, part (- for none), record, position (0 where the list has none) and item, joined by slashes.';
comment on column report_items.record_ids is 'Records that the row was read from: the one in record_id.';
comment on column report_items.record_id is 'Record that the entry was read from.';
comment on column report_items.source_id is 'Source of the record.';
comment on column report_items.list is
  'List of the entry: duties, skills, courses, topics, steps, titles or related.';
comment on column report_items.part is
  'Of duties the role (general, or a specialty), of skills the kind (quality, skill or program_skill), of titles their relation to the occupation; null for the other lists.';
comment on column report_items.position is
  'Position in the page''s list, from 1; null for titles and related occupations.';
comment on column report_items.item is
  'The entry: a duty, a skill, a course, a topic, a step, a title or an occupation, as the page names it.';
comment on column report_items.detail is
  'What the page says of a skill, course or step, or the abbreviation of a title; null where nothing, and for the other lists.';
comment on column report_items.detail_first_sentence is 'First sentence of detail; null where detail is.';
comment on column report_items.detail_rest is 'What follows the first sentence of detail; null where nothing does.';
comment on column report_items.benefit is 'What a course is good for; null for the other lists.';
comment on column report_items.occupation_title is
  'Title of the code that the entry is of; where there is none the name that the source gives the occupation.';
comment on column report_items.is_headline is
  'True where the row speaks of the first code at hand or one that stood in its place before, or of no code that is known; only such rows are compared.';
