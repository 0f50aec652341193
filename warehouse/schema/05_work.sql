-- What the work is: duties, skills, titles, vacancies and neighbouring occupations.

create table duties (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  duty varchar not null,
  role varchar not null,
  position integer not null check (position >= 1),
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table duties is
  'One row per duty or responsibility.';
comment on column duties.record_id is 'Record that this row was read from.';
comment on column duties.source_id is 'Source of the record.';
comment on column duties.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column duties.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column duties.duty is 'The duty as the page puts it.';
comment on column duties.role is 'Role within the occupation that has the duty; general for all of them.';
comment on column duties.position is 'Position in the page''s list, from 1.';
comment on column duties.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column duties.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column duties.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table skills (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  skill varchar not null,
  description varchar,
  skill_kind varchar not null check (skill_kind in ('quality', 'skill', 'program_skill')),
  position integer not null check (position >= 1),
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table skills is
  'One row per skill or personal quality.';
comment on column skills.record_id is 'Record that this row was read from.';
comment on column skills.source_id is 'Source of the record.';
comment on column skills.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column skills.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column skills.skill is 'The skill as the page names it.';
comment on column skills.description is 'What the page says of it; null where nothing.';
comment on column skills.skill_kind is 'A personal quality, a skill of the work, or a skill that a program teaches.';
comment on column skills.position is 'Position in the page''s list, from 1.';
comment on column skills.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column skills.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column skills.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table job_titles (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  title varchar not null,
  abbreviation varchar,
  relation varchar not null check (relation in ('occupation_title', 'alternate_title', 'reported_title', 'specialty', 'entry_level', 'advancement')),
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table job_titles is
  'One row per job title beside the occupation''s own.';
comment on column job_titles.record_id is 'Record that this row was read from.';
comment on column job_titles.source_id is 'Source of the record.';
comment on column job_titles.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column job_titles.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column job_titles.title is 'The title.';
comment on column job_titles.abbreviation is 'Its abbreviation; null where not stated.';
comment on column job_titles.relation is 'How the title relates to the occupation.';
comment on column job_titles.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column job_titles.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column job_titles.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table job_postings (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  title varchar not null,
  employer varchar not null,
  city varchar not null,
  state varchar not null references states (state),
  snippet varchar,
  is_on_topic boolean not null,
  topic_reason varchar not null,
  position integer not null check (position >= 1),
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table job_postings is
  'One row per vacancy that a page shows.';
comment on column job_postings.record_id is 'Record that this row was read from.';
comment on column job_postings.source_id is 'Source of the record.';
comment on column job_postings.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column job_postings.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column job_postings.title is 'Title of the vacancy.';
comment on column job_postings.employer is 'Who offers it.';
comment on column job_postings.city is 'City of the workplace.';
comment on column job_postings.state is 'Postal code of its state.';
comment on column job_postings.snippet is 'Text shown with it; null where none.';
comment on column job_postings.is_on_topic is 'Whether the vacancy is for the occupation of the page.';
comment on column job_postings.topic_reason is 'Why it is or is not.';
comment on column job_postings.position is 'Position on the page, from 1.';
comment on column job_postings.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column job_postings.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column job_postings.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table related_occupations (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  related_title varchar,
  related_code varchar,
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar,
  check (related_title is not null or related_code is not null)
);

comment on table related_occupations is
  'One row per occupation that a page calls related.';
comment on column related_occupations.record_id is 'Record that this row was read from.';
comment on column related_occupations.source_id is 'Source of the record.';
comment on column related_occupations.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column related_occupations.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column related_occupations.related_title is
  'Title of the related occupation; null where the source gives its code only, whose title is then in job_titles.';
comment on column related_occupations.related_code is 'Code of the other occupation; null where not given.';
comment on column related_occupations.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column related_occupations.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column related_occupations.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table technologies (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  technology varchar not null,
  category varchar not null,
  category_code varchar not null,
  is_hot boolean not null,
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table technologies is
  'One row per product, or kind of product, that the occupation works with.';
comment on column technologies.record_id is 'Record that this row was read from.';
comment on column technologies.source_id is 'Source of the record.';
comment on column technologies.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column technologies.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column technologies.technology is 'Product or kind of product.';
comment on column technologies.category is 'Class of the product.';
comment on column technologies.category_code is
  'Code of the class in the United Nations Standard Products and Services Code.';
comment on column technologies.is_hot is 'Whether the source calls it often asked for in job postings.';
comment on column technologies.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column technologies.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column technologies.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table job_zones (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  job_zone integer not null check (job_zone between 1 and 5),
  zone_name varchar,
  svp_range varchar,
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table job_zones is
  'One row per occupation: how much preparation it takes, from 1 (little) to 5 (extensive).';
comment on column job_zones.record_id is 'Record that this row was read from.';
comment on column job_zones.source_id is 'Source of the record.';
comment on column job_zones.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column job_zones.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column job_zones.job_zone is 'Zone, 1 to 5.';
comment on column job_zones.zone_name is 'Name of the zone; null where the table does not give it.';
comment on column job_zones.svp_range is
  'Range of specific vocational preparation, as printed; null where the table does not give it.';
comment on column job_zones.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column job_zones.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column job_zones.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';
