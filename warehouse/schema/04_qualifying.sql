-- How to qualify: education, courses, programs, steps and credentials.

create table education_requirements (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  level varchar not null check (level in ('none', 'high_school', 'some_college', 'certificate', 'associate', 'bachelor', 'master', 'doctorate', 'certification')),
  necessity varchar not null check (necessity in ('typical', 'required', 'preferred', 'possible')),
  applies_to varchar,
  statement varchar not null,
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table education_requirements is
  'One row per statement of what education the work asks for.';
comment on column education_requirements.record_id is 'Record that this row was read from.';
comment on column education_requirements.source_id is 'Source of the record.';
comment on column education_requirements.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column education_requirements.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column education_requirements.level is 'Level of education.';
comment on column education_requirements.necessity is
  'How the page puts it: needed as a rule, required, preferred, or possible.';
comment on column education_requirements.applies_to is 'Whom it applies to; null for everybody in the occupation.';
comment on column education_requirements.statement is 'What the page says.';
comment on column education_requirements.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column education_requirements.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column education_requirements.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table courses (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  title varchar not null,
  description varchar not null,
  benefit varchar not null,
  position integer not null check (position >= 1),
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table courses is
  'One row per course that students can expect.';
comment on column courses.record_id is 'Record that this row was read from.';
comment on column courses.source_id is 'Source of the record.';
comment on column courses.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column courses.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column courses.title is 'Title of the course.';
comment on column courses.description is 'What the course teaches.';
comment on column courses.benefit is 'What the course is good for.';
comment on column courses.position is 'Position on the page, from 1.';
comment on column courses.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column courses.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column courses.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table study_topics (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  topic varchar not null,
  position integer not null check (position >= 1),
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table study_topics is
  'One row per topic of study.';
comment on column study_topics.record_id is 'Record that this row was read from.';
comment on column study_topics.source_id is 'Source of the record.';
comment on column study_topics.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column study_topics.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column study_topics.topic is 'Topic as the page names it.';
comment on column study_topics.position is 'Position on the page, from 1.';
comment on column study_topics.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column study_topics.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column study_topics.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table programs (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  program_name varchar not null,
  degree varchar,
  provider varchar,
  tuition_usd integer check (tuition_usd >= 0),
  tuition_term_months integer check (tuition_term_months >= 1),
  course_count integer check (course_count >= 1),
  completion_pct double check (completion_pct between 0 and 100),
  completion_months integer check (completion_months >= 1),
  accreditor varchar,
  qualifies_for_exam varchar,
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table programs is
  'One row per degree or certificate program that a page offers.';
comment on column programs.record_id is 'Record that this row was read from.';
comment on column programs.source_id is 'Source of the record.';
comment on column programs.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column programs.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column programs.program_name is 'Name of the program.';
comment on column programs.degree is 'Degree it leads to; null where not stated.';
comment on column programs.provider is 'School that offers it; null where not stated.';
comment on column programs.tuition_usd is 'Tuition for one term, in US dollars; null where not stated.';
comment on column programs.tuition_term_months is
  'Length of the term that tuition pays for, in months; null where not stated.';
comment on column programs.course_count is 'Number of courses; null where not stated.';
comment on column programs.completion_pct is
  'Percent of students who finish within completion_months; null where not stated.';
comment on column programs.completion_months is
  'Months within which completion_pct of the students finish; null where not stated.';
comment on column programs.accreditor is 'Body that accredits the program; null where not stated.';
comment on column programs.qualifies_for_exam is 'Exam that graduates may sit; null where not stated.';
comment on column programs.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column programs.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column programs.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table qualification_steps (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  title varchar not null,
  description varchar,
  position integer not null check (position >= 1),
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table qualification_steps is
  'One row per step on the way into the occupation.';
comment on column qualification_steps.record_id is 'Record that this row was read from.';
comment on column qualification_steps.source_id is 'Source of the record.';
comment on column qualification_steps.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column qualification_steps.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column qualification_steps.title is 'The step in a few words.';
comment on column qualification_steps.description is 'What the page says of it; null where nothing.';
comment on column qualification_steps.position is 'Position on the page, from 1.';
comment on column qualification_steps.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column qualification_steps.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column qualification_steps.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table credentials (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  credential_name varchar not null,
  abbreviation varchar,
  issuer varchar,
  eligibility varchar,
  renewal_years double check (renewal_years > 0),
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table credentials is
  'One row per credential that a page names.';
comment on column credentials.record_id is 'Record that this row was read from.';
comment on column credentials.source_id is 'Source of the record.';
comment on column credentials.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column credentials.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column credentials.credential_name is 'Full name of the credential.';
comment on column credentials.abbreviation is 'Its abbreviation; null where not stated.';
comment on column credentials.issuer is
  'Abbreviation or name of the body that grants it; null where the page does not say.';
comment on column credentials.eligibility is 'Who may sit for it; null where not stated.';
comment on column credentials.renewal_years is 'Years after which it has to be renewed; null where not stated.';
comment on column credentials.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column credentials.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column credentials.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';
