-- What each page says is needed, from the least schooling to the most.
CREATE OR REPLACE VIEW report_education AS
WITH
  levels (level, level_place, level_name) AS (
    VALUES
      ('high_school', 1, 'High school diploma'), ('certificate', 2, 'Postsecondary certificate'),
      ('associate', 3, 'Associate degree'), ('bachelor', 4, 'Bachelor’s degree'),
      ('master', 5, 'Master’s degree'), ('doctorate', 6, 'Doctorate'),
      ('certification', 7, 'Professional certification')
  )
SELECT
  concat_ws('/', facts.level, facts.necessity, facts.record_id, coalesce(facts.applies_to, '-')) AS row_key,
  [facts.record_id] AS record_ids,
  facts.source_id,
  facts.level,
  levels.level_name,
  levels.level_place,
  facts.necessity,
  facts.applies_to,
  facts.statement
FROM education_requirements AS facts
JOIN levels USING (level)
ORDER BY levels.level_place, facts.source_id, facts.necessity, facts.record_id;
