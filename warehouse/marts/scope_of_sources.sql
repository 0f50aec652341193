-- Sources that a report of the occupation at hand rests on: a page about another occupation is none.
create view sources_at_hand as
with
  spoken as (
    select source_id, occupation_code, occupation_title from wages
    union all by name
    select source_id, occupation_code, occupation_title from employment
    union all by name
    select source_id, occupation_code, occupation_title from projections
    union all by name
    select source_id, occupation_code, occupation_title from area_rankings
    union all by name
    select source_id, occupation_code, occupation_title from education_requirements
    union all by name
    select source_id, occupation_code, occupation_title from courses
    union all by name
    select source_id, occupation_code, occupation_title from study_topics
    union all by name
    select source_id, occupation_code, occupation_title from programs
    union all by name
    select source_id, occupation_code, occupation_title from qualification_steps
    union all by name
    select source_id, occupation_code, occupation_title from credentials
    union all by name
    select source_id, occupation_code, occupation_title from duties
    union all by name
    select source_id, occupation_code, occupation_title from skills
    union all by name
    select source_id, occupation_code, occupation_title from job_titles
    union all by name
    select source_id, occupation_code, occupation_title from job_postings
    union all by name
    select source_id, occupation_code, occupation_title from related_occupations
    union all by name
    select source_id, occupation_code, occupation_title from technologies
    union all by name
    select source_id, occupation_code, occupation_title from job_zones
    union all by name
    select source_id, occupation_code, occupation_title from organizations
    union all by name
    select source_id, occupation_code, occupation_title from statements
    union all by name
    select source_id, occupation_code, occupation_title from interviewees
  ),
  named as (select distinct source_id, occupation_code, occupation_title from spoken),
  judged as (
    select source_id, bool_or(is_at_hand(occupation_code, occupation_title)) as is_of_it
    from named
    group by source_id
  )
-- A source whose rows are all set aside says nothing of another occupation.
select sources.source_id
from sources
left join judged using (source_id)
where not sources.is_reference and coalesce(judged.is_of_it, true);

comment on view sources_at_hand is
  'One row per source that speaks of the occupation of the reports, or of none because nothing of it loaded.';
comment on column sources_at_hand.source_id is 'Source.';
