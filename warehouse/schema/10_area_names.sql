-- Metropolitan areas by name: which delineation has which name, and which releases can have its areas.

create table area_delineations (
  record_id varchar not null references records (record_id),
  source_id varchar not null references sources (source_id),
  delineation varchar not null primary key,
  announced_on varchar not null check (regexp_full_match(announced_on, '\d{4}-\d{2}-\d{2}')),
  first_release_year integer not null,
  last_release_year integer,
  divisions_last_release_year integer,
  evidence varchar not null,
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar,
  check (first_release_year <= last_release_year),
  check (divisions_last_release_year <= last_release_year)
);

comment on table area_delineations is
  'One row per delineation of metropolitan areas: which releases of the Occupational Employment and Wage Statistics (OEWS) can have its areas.';
comment on column area_delineations.record_id is 'Record that this row was read from: a line of the table.';
comment on column area_delineations.source_id is 'Source of the record.';
comment on column area_delineations.delineation is
  'Who delineates, the U.S. Office of Management and Budget (OMB), and the year: OMB 2013. Updates between two of them count to the older one.';
comment on column area_delineations.announced_on is 'Day of the announcement, as text: 2013-02-28.';
comment on column area_delineations.first_release_year is
  'Reference year of the earliest release that can have its areas; a bound, not a claim that it has.';
comment on column area_delineations.last_release_year is
  'Reference year of the latest release that can have its areas; null where they are in use.';
comment on column area_delineations.divisions_last_release_year is
  'Reference year of the latest release that can have its metropolitan divisions; null where none can.';
comment on column area_delineations.evidence is 'What the years rest on.';
comment on column area_delineations.reference_period is 'Null: its years are columns of their own.';
comment on column area_delineations.reference_period_basis is 'Unknown, since there is no single period.';
comment on column area_delineations.reference_period_evidence is 'Null, as the period.';

create table area_names (
  record_id varchar not null references records (record_id),
  source_id varchar not null references sources (source_id),
  delineation varchar not null,
  area_kind varchar not null check (area_kind in ('metro', 'division', 'necta')),
  area_code varchar not null check (regexp_full_match(area_code, '\d{5}')),
  area_name varchar not null,
  whole_code varchar,
  counties varchar,
  basis varchar not null,
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar,
  primary key (delineation, area_code),
  check ((area_kind = 'division') = (whole_code is not null))
);

comment on table area_names is
  'One row per area and delineation: what a metropolitan area is called. It holds the areas whose first state is one of AK to IL in the order of postal codes, and no others.';
comment on column area_names.record_id is 'Record that this row was read from: a line of the table.';
comment on column area_names.source_id is 'Source of the record.';
comment on column area_names.delineation is 'Delineation, as area_delineations lists it.';
comment on column area_names.area_kind is
  'metro: a whole metropolitan area; division: a part of one; necta: a New England city and town area, which OEWS had there in place of counties.';
comment on column area_names.area_code is 'Code of the area in the delineation.';
comment on column area_names.area_name is 'Name with its states: Fort Smith, AR-OK.';
comment on column area_names.whole_code is 'Code of the area that a division is part of; null for the others.';
comment on column area_names.counties is
  'Codes of its counties, in order and joined by plus signs, for areas with divisions and for divisions; null where not listed.';
comment on column area_names.basis is 'Document that has the name.';
comment on column area_names.reference_period is 'Null: a name is of a delineation, not of a period.';
comment on column area_names.reference_period_basis is 'Unknown, since there is no period.';
comment on column area_names.reference_period_evidence is 'Null, as the period.';

-- A name as names are compared: without its states, a remark in brackets, capitals, accents, points and apostrophes, and
-- with blanks for all other signs, since a hyphen may part two cities or stand in the name of one.
create macro comparable_area_name(name) as trim(regexp_replace(
  regexp_replace(
    lower(strip_accents(regexp_replace(name, '(, [A-Z]{2}(-[A-Z]{2})*|\s*\([^)]*\))$', ''))),
    '[''’‘ʻ`.]', '', 'g'
  ),
  '[^a-z0-9]+', ' ', 'g'
));
