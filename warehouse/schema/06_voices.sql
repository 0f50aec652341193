-- Who speaks: organizations, statements and the people interviewed.

create table organizations (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  organization_name varchar not null,
  abbreviation varchar,
  description varchar,
  postal_address varchar,
  city varchar,
  state varchar references states (state),
  postal_code varchar,
  url varchar,
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table organizations is
  'One row per mention of an organization.';
comment on column organizations.record_id is 'Record that this row was read from.';
comment on column organizations.source_id is 'Source of the record.';
comment on column organizations.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column organizations.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column organizations.organization_name is 'Name of the organization.';
comment on column organizations.abbreviation is 'Its abbreviation; null where not stated.';
comment on column organizations.description is 'What the page says of it; null where nothing.';
comment on column organizations.postal_address is
  'Street, suite, city, state and ZIP as printed; null where the page gives no address.';
comment on column organizations.city is 'City of the address; null without one.';
comment on column organizations.state is 'Postal code of the address''s state; null without an address.';
comment on column organizations.postal_code is 'ZIP code of the address; null without one.';
comment on column organizations.url is 'Address on the web; null where the page gives none.';
comment on column organizations.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column organizations.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column organizations.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table statements (
  record_id varchar not null references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  topic varchar not null check (topic in ('prospects', 'education', 'certification', 'advancement', 'schedule', 'work_environment', 'training_length', 'work_experience', 'on_the_job_training', 'summary', 'sellers_claim')),
  statement varchar not null,
  value double,
  unit varchar,
  is_sellers_claim boolean not null,
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar,
  primary key (record_id, topic),
  check ((value is null) = (unit is null)),
  check (unit <> 'pct' or value between 0 and 100)
);

comment on table statements is
  'One row per statement kept in words, with the number in it.';
comment on column statements.record_id is 'Record that this row was read from.';
comment on column statements.source_id is 'Source of the record.';
comment on column statements.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column statements.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column statements.topic is 'What the statement is about.';
comment on column statements.statement is 'What the page says.';
comment on column statements.value is
  'The number in the statement that a reader would ask for; null where there is none.';
comment on column statements.unit is 'Unit of value, as in hours_per_week, years, pct; null with value.';
comment on column statements.is_sellers_claim is 'True where the speaker sells what the statement praises.';
comment on column statements.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column statements.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column statements.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table interviewees (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  person_name varchar not null,
  credentials varchar not null,
  practice varchar,
  location varchar,
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table interviewees is
  'One row per person interviewed on a page: a source, never a fact about the occupation.';
comment on column interviewees.record_id is 'Record that this row was read from.';
comment on column interviewees.source_id is 'Source of the record.';
comment on column interviewees.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column interviewees.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column interviewees.person_name is 'Name of the person.';
comment on column interviewees.credentials is 'Credentials after the name.';
comment on column interviewees.practice is 'Practice or employer; null where not stated.';
comment on column interviewees.location is 'Place of work; null where not stated.';
comment on column interviewees.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column interviewees.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column interviewees.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';
