-- What each page says is needed, from the least schooling to the most: one row a level, need and group.
create view report_education as
with
  levels (level, level_place, level_name) as (
    values
      ('none', 1, 'No formal schooling'), ('high_school', 2, 'High school diploma'),
      ('some_college', 3, 'Some college, no degree'), ('certificate', 4, 'Postsecondary certificate'),
      ('associate', 5, 'Associate degree'), ('bachelor', 6, 'Bachelor’s degree'),
      ('master', 7, 'Master’s degree'), ('doctorate', 8, 'Doctorate'),
      ('certification', 9, 'Professional certification')
  ),
  facts as (
    select
      education_requirements.*,
      coalesce(occupation_code in (select occupation_code from headline_codes), true) as is_headline,
      min(level) over same <> max(level) over same as is_one_of
    from education_requirements
    join records using (record_id)
    -- What a page says of its neighbors is no fact about the occupation.
    where is_at_hand(occupation_code, occupation_title) and records.kind <> 'related_occupation'
    window same as (
      partition by education_requirements.source_id, occupation_code, statement, necessity, applies_to
    )
  )
select
  concat_ws('/', facts.source_id, facts.is_headline, facts.level, facts.necessity, coalesce(facts.applies_to, '-'))
    as row_key,
  list(facts.record_id order by facts.record_id) as record_ids,
  facts.source_id,
  facts.is_headline,
  facts.level,
  levels.level_name,
  levels.level_place,
  facts.necessity,
  facts.applies_to,
  bool_and(facts.is_one_of) as is_one_of
from facts
join levels using (level)
group by all
order by levels.level_place, facts.source_id, facts.is_headline desc, facts.necessity, facts.applies_to nulls first;

comment on view report_education is
  'One row per source, level of schooling, need and group it applies to: what each page says is needed, least schooling first.';
comment on column report_education.row_key is
  'Names the row in this view: source, is_headline, level, necessity and applies_to (- for everybody), joined by slashes.';
comment on column report_education.record_ids is
  'Records of all statements of the source that say this; several where the page repeats itself.';
comment on column report_education.source_id is 'Source of the records.';
comment on column report_education.is_headline is
  'True where the row speaks of the first code at hand or one that stood in its place before, or of no code that is known; only such rows are compared.';
comment on column report_education.level is
  'Level of schooling: high_school, certificate, associate, bachelor, master, doctorate or certification.';
comment on column report_education.level_name is 'The level in words, as reports print it.';
comment on column report_education.level_place is
  'Place of the level: 1 for the least schooling (high school) to 6 for the most (doctorate), 7 for a certification.';
comment on column report_education.necessity is
  'How the page puts it: needed as a rule (typical), required, preferred, or possible.';
comment on column report_education.applies_to is 'Whom it applies to; null for everybody in the occupation.';
comment on column report_education.is_one_of is
  'Whether the page names the level only in statements that give another level the same need: one of them is enough.';
