-- The pages' lists as one: duties, skills, courses, topics of study, steps, titles, related
-- occupations. `list` says which, `part` the list within it, `item` the entry, `detail` and
-- `benefit` what is said of it.
CREATE OR REPLACE VIEW report_items AS
WITH
  entries AS (
    SELECT record_id, source_id, 'duties' AS list, role AS part, position, duty AS item,
      NULL AS detail, NULL AS benefit
    FROM duties
    UNION ALL
    SELECT record_id, source_id, 'skills', skill_kind, position, skill, description, NULL FROM skills
    UNION ALL
    SELECT record_id, source_id, 'courses', NULL, position, title, description, benefit FROM courses
    UNION ALL
    SELECT record_id, source_id, 'topics', NULL, position, topic, NULL, NULL FROM study_topics
    UNION ALL
    SELECT record_id, source_id, 'steps', NULL, position, title, description, NULL FROM qualification_steps
    UNION ALL
    SELECT record_id, source_id, 'titles', relation, NULL, title, abbreviation, NULL FROM job_titles
    UNION ALL
    SELECT record_id, source_id, 'related', NULL, NULL, related_title, NULL, NULL FROM related_occupations
  )
SELECT
  concat_ws('/', list, coalesce(part, '-'), record_id, coalesce(position, 0), item) AS row_key,
  [record_id] AS record_ids,
  *
FROM entries
ORDER BY list, part, source_id, position NULLS LAST, item, record_id;
