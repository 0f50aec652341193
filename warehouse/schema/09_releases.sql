-- Releases of the Occupational Employment and Wage Statistics: what two of them must share before their figures are compared.

create table releases (
  record_id varchar not null references records (record_id),
  source_id varchar not null references sources (source_id),
  release varchar not null primary key,
  survey varchar not null,
  classification varchar not null,
  area_delineation varchar,
  top_annual_usd integer check (top_annual_usd > 0),
  top_hourly_usd decimal(8, 2) check (top_hourly_usd > 0),
  reference_period varchar not null,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar,
  check ((top_annual_usd is null) = (top_hourly_usd is null))
);

comment on table releases is
  'One row per release of the Occupational Employment and Wage Statistics (OEWS): by what it sorts occupations and areas. Figures of two releases that differ in it are no series.';
comment on column releases.record_id is 'Record that this row was read from: a line of the table.';
comment on column releases.source_id is 'Source of the record.';
comment on column releases.release is 'Release of the survey: OEWS May 2016. The survey was named Occupational Employment Statistics before May 2020.';
comment on column releases.survey is 'Survey as the release names it.';
comment on column releases.classification is
  'Classification of occupations: an edition of the Standard Occupational Classification (SOC), or a mixture of the survey''s own.';
comment on column releases.area_delineation is
  'Delineation of metropolitan areas, as area_delineations names it. Where two are possible, the one that its field descriptions fit: May 2023 still has New England city and town areas. Null where nothing at hand tells.';
comment on column releases.top_annual_usd is
  'US dollars a year: wages of this and more are published as the mark #. Null where the release at hand does not say.';
comment on column releases.top_hourly_usd is
  'US dollars an hour: wages of this and more are published as the mark #. Null where the release at hand does not say.';
comment on column releases.reference_period is 'Month that the release speaks of: 2016-05.';
comment on column releases.reference_period_basis is 'How the period is known: stated by the release.';
comment on column releases.reference_period_evidence is 'What the basis rests on: the name of the release.';
