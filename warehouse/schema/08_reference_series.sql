-- Public facts from the project's own tables in warehouse/reference/: what pages are dated by and held against.

create table price_index (
  record_id varchar not null references records (record_id),
  source_id varchar not null references sources (source_id),
  year integer not null primary key,
  cpi_u decimal(8, 3) not null check (cpi_u > 0),
  reference_period varchar not null,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table price_index is
  'One row per year: the Consumer Price Index for All Urban Consumers (CPI-U), U.S. city average, all items, annual average.';
comment on column price_index.record_id is 'Record that this row was read from: a line of the table.';
comment on column price_index.source_id is 'Source of the record.';
comment on column price_index.year is 'Year that the average is of.';
comment on column price_index.cpi_u is 'Annual average of the index, 1982–84 = 100, not seasonally adjusted.';
comment on column price_index.reference_period is 'The year, as a period.';
comment on column price_index.reference_period_basis is 'How the period is known: stated by the table.';
comment on column price_index.reference_period_evidence is 'What the basis rests on: the column of the table.';

create table reference_series (
  record_id varchar not null references records (record_id),
  source_id varchar not null references sources (source_id),
  release varchar not null,
  occupation_code varchar not null,
  occupation_title varchar not null,
  jobs bigint not null check (jobs > 0),
  mean_annual_usd integer not null check (mean_annual_usd > 0),
  p10_annual_usd integer not null check (p10_annual_usd > 0),
  p25_annual_usd integer not null check (p25_annual_usd > 0),
  median_annual_usd integer not null check (median_annual_usd > 0),
  p75_annual_usd integer not null check (p75_annual_usd > 0),
  p90_annual_usd integer not null check (p90_annual_usd > 0),
  all_occupations_jobs bigint not null check (all_occupations_jobs > 0),
  reference_period varchar not null,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar,
  primary key (release, occupation_code)
);

comment on table reference_series is
  'One row per release and occupation of the Occupational Employment and Wage Statistics (OEWS), whole nation, all industries. Rows of different occupation codes are no series.';
comment on column reference_series.record_id is 'Record that this row was read from: a line of the table.';
comment on column reference_series.source_id is 'Source of the record.';
comment on column reference_series.release is 'Release of the survey: OEWS May 2016.';
comment on column reference_series.occupation_code is
  'Code of the occupation in the classification of the release.';
comment on column reference_series.occupation_title is 'Occupation as the release names it.';
comment on column reference_series.jobs is 'Jobs, rounded to tens; self-employed workers are not in it.';
comment on column reference_series.mean_annual_usd is 'Mean wage, US dollars a year, unadjusted.';
comment on column reference_series.p10_annual_usd is 'Wage that a tenth earn less than, US dollars a year, unadjusted.';
comment on column reference_series.p25_annual_usd is 'Wage that a quarter earn less than, US dollars a year, unadjusted.';
comment on column reference_series.median_annual_usd is 'Median wage, US dollars a year, unadjusted.';
comment on column reference_series.p75_annual_usd is 'Wage that a quarter earn more than, US dollars a year, unadjusted.';
comment on column reference_series.p90_annual_usd is 'Wage that a tenth earn more than, US dollars a year, unadjusted.';
comment on column reference_series.all_occupations_jobs is
  'Jobs of all occupations (code 00-0000) in the same release, rounded to tens.';
comment on column reference_series.reference_period is 'Month that the release speaks of: 2016-05.';
comment on column reference_series.reference_period_basis is 'How the period is known: stated by the release.';
comment on column reference_series.reference_period_evidence is 'What the basis rests on: the name of the release.';

create table occupation_vintages (
  record_id varchar not null references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar not null primary key,
  occupation_title varchar not null,
  classification varchar not null,
  first_year integer not null,
  last_year integer,
  follows_code varchar,
  note varchar,
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar,
  check (last_year >= first_year),
  check (follows_code <> occupation_code)
);

comment on table occupation_vintages is
  'One row per occupation code: in which years the Occupational Employment and Wage Statistics used it, and in place of which.';
comment on column occupation_vintages.record_id is 'Record that this row was read from: a line of the table.';
comment on column occupation_vintages.source_id is 'Source of the record.';
comment on column occupation_vintages.occupation_code is 'Code of the occupation.';
comment on column occupation_vintages.occupation_title is 'Its title in that classification.';
comment on column occupation_vintages.classification is
  'Classification that has the code: an edition of the Standard Occupational Classification (SOC), or a group of the survey''s own.';
comment on column occupation_vintages.first_year is 'First year of the survey with this code.';
comment on column occupation_vintages.last_year is 'Last year with it; null where it is in use.';
comment on column occupation_vintages.follows_code is
  'Code that stood in its place before; the two are never of the same extent. Null where none is known.';
comment on column occupation_vintages.note is 'What a reader should know of it; null where there is nothing to say.';
comment on column occupation_vintages.reference_period is 'Null: its years are columns of their own.';
comment on column occupation_vintages.reference_period_basis is 'Unknown, since there is no single period.';
comment on column occupation_vintages.reference_period_evidence is 'Null, as the period.';

create table report_occupation (
  occupation_code varchar not null primary key,
  occupation_title varchar not null,
  position integer not null unique check (position >= 1)
);

comment on table report_occupation is
  'One row per code of the occupation that the reports of this build are about.';
comment on column report_occupation.occupation_code is 'Code of the occupation in a classification.';
comment on column report_occupation.occupation_title is 'Its title there.';
comment on column report_occupation.position is 'Order of the codes, the newest first, from 1.';

create table report_subject (
  name varchar not null primary key
);

comment on table report_subject is 'One row: what the reports of this build call the occupation that they are about.';
comment on column report_subject.name is
  'Heading of the reports: as configured, else the newest official title of the first code.';

create table report_search_words (
  word varchar not null primary key check (word = lower(word))
);

comment on table report_search_words is
  'One row per word that titles of the occupation hold, for rows whose source gives no code.';
comment on column report_search_words.word is 'Words in small letters: health information.';

-- Whether a row speaks of the occupation that the reports are about: by its code, or without one by its title.
create macro is_at_hand(code, title) as coalesce(
  code in (select occupation_code from report_occupation),
  exists (select 1 from report_search_words where contains(lower(title), word))
);
