-- Statistics: wages, employment, projections and rankings.

create table wages (
  record_id varchar not null references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  area_type varchar not null check (area_type in ('nation', 'state', 'metro', 'nonmetro', 'region')),
  area_name varchar not null,
  state varchar references states (state),
  area_code varchar,
  industry varchar,
  industry_code varchar,
  release varchar,
  occupation_group varchar check (occupation_group in ('total', 'major', 'minor', 'broad', 'detailed')),
  statistic varchar not null check (statistic in ('mean', 'p10', 'p25', 'median', 'p75', 'p90', 'entry', 'experienced', 'typical', 'range_low', 'range_high')),
  annual_usd integer check (annual_usd > 0),
  hourly_usd decimal(8, 2) check (hourly_usd > 0),
  mark varchar check (mark in ('not stated', 'N/A', '$', '*', '**', '#', '~')),
  rse_pct double check (rse_pct >= 0),
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar,
  primary key (record_id, statistic)
);

comment on table wages is
  'One row per occupation, area, industry and statistic: what the work pays, in US dollars, unadjusted for inflation.';
comment on column wages.record_id is 'Record that this row was read from.';
comment on column wages.source_id is 'Source of the record.';
comment on column wages.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column wages.occupation_title is 'Occupation as the page names it.';
comment on column wages.area_type is 'Kind of area.';
comment on column wages.area_name is 'Area as the page names it, after repairs; for a metro area its city.';
comment on column wages.state is 'Postal code of the state; null for the nation.';
comment on column wages.area_code is 'Code of the area as the source gives it; null where it gives none.';
comment on column wages.industry is 'Industry as printed; null for all industries.';
comment on column wages.industry_code is
  'Code of the industry in the North American Industry Classification System; null where not given and for all industries.';
comment on column wages.release is 'Release of a survey that the row is from, as the table releases lists it; null for a page''s own.';
comment on column wages.occupation_group is
  'How wide the occupation is in its classification: total, major, minor, broad or detailed; null where the source does not say.';
comment on column wages.statistic is
  'mean; percentile (p10, p25, median, p75, p90); or a page''s own typical wage and the ends of its range.';
comment on column wages.annual_usd is
  'US dollars a year; null where missing, with its mark, or where only the hourly wage is stated.';
comment on column wages.hourly_usd is 'US dollars an hour; null where not stated.';
comment on column wages.mark is
  'Why there is no wage, as the source marks it; null where there is one. In rows of a release it says why annual_usd is null, and where only hourly_usd is, why that is: * not published, # above the highest wage that is (table releases).';
comment on column wages.rse_pct is 'Relative standard error of the estimate, in percent; null where not given.';
comment on column wages.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column wages.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column wages.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table employment (
  record_id varchar not null references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  area_type varchar not null check (area_type in ('nation', 'state', 'metro', 'nonmetro', 'region')),
  area_name varchar not null,
  state varchar references states (state),
  area_code varchar,
  industry varchar,
  industry_code varchar,
  release varchar,
  occupation_group varchar check (occupation_group in ('total', 'major', 'minor', 'broad', 'detailed')),
  measure varchar not null check (measure in ('jobs', 'share_of_area_jobs_pct', 'share_of_occupation_jobs_pct', 'share_of_industry_jobs_pct', 'establishments_reporting_pct', 'jobs_per_1000', 'location_quotient')),
  value double check (value >= 0),
  mark varchar check (mark in ('not stated', 'N/A', '$', '*', '**', '#', '~')),
  rse_pct double check (rse_pct >= 0),
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar,
  primary key (record_id, measure),
  check (not ends_with(measure, '_pct') or value <= 100)
);

comment on table employment is
  'One row per occupation, area, industry and measure: how many work there.';
comment on column employment.record_id is 'Record that this row was read from.';
comment on column employment.source_id is 'Source of the record.';
comment on column employment.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column employment.occupation_title is 'Occupation as the page names it.';
comment on column employment.area_type is 'Kind of area.';
comment on column employment.area_name is 'Area as the page names it, after repairs; for a metro area its city.';
comment on column employment.state is 'Postal code of the state; null for the nation.';
comment on column employment.area_code is 'Code of the area as the source gives it; null where it gives none.';
comment on column employment.industry is 'Industry as printed; null for all industries.';
comment on column employment.industry_code is
  'Code of the industry in the North American Industry Classification System; null where not given and for all industries.';
comment on column employment.release is 'Release of a survey that the row is from, as the table releases lists it; null for a page''s own.';
comment on column employment.occupation_group is
  'How wide the occupation is in its classification: total, major, minor, broad or detailed; null where the source does not say.';
comment on column employment.measure is 'What value counts.';
comment on column employment.value is
  'Number of jobs, percent (0 to 100), jobs per 1,000 jobs, or quotient, as measure says; null where missing.';
comment on column employment.mark is 'Why there is no value, as the source marks it; null where there is one.';
comment on column employment.rse_pct is 'Relative standard error of the estimate, in percent; null where not given.';
comment on column employment.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column employment.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column employment.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table projections (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  release varchar,
  occupation_group varchar check (occupation_group in ('total', 'major', 'minor', 'broad', 'detailed')),
  base_year integer,
  target_year integer,
  base_jobs bigint check (base_jobs >= 0),
  target_jobs bigint check (target_jobs >= 0),
  change_jobs bigint,
  change_pct double check (change_pct >= -100),
  openings_per_year bigint check (openings_per_year >= 0),
  openings_growth_per_year bigint,
  openings_exits_per_year bigint check (openings_exits_per_year >= 0),
  openings_transfers_per_year bigint check (openings_transfers_per_year >= 0),
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar,
  check (base_year < target_year)
);

comment on table projections is
  'One row per occupation and projection window.';
comment on column projections.record_id is 'Record that this row was read from.';
comment on column projections.source_id is 'Source of the record.';
comment on column projections.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column projections.occupation_title is 'Occupation as the page names it.';
comment on column projections.release is 'Release that the row is from: Employment Projections 2024–34; null for a page''s own.';
comment on column projections.occupation_group is
  'How wide the occupation is in its classification: total, major, minor, broad or detailed; null where the source does not say.';
comment on column projections.base_year is 'First year of the window; null where not stated.';
comment on column projections.target_year is 'Last year of the window; null where not stated.';
comment on column projections.base_jobs is 'Jobs in the base year; null where not stated.';
comment on column projections.target_jobs is 'Jobs projected for the target year; null where not stated.';
comment on column projections.change_jobs is 'Projected change over the window, in jobs; null where not stated.';
comment on column projections.change_pct is
  'Projected change over the window, in percent of the base; null where not stated.';
comment on column projections.openings_per_year is
  'Openings projected for a year of the window; null where not stated.';
comment on column projections.openings_growth_per_year is
  'Openings of a year that are new jobs, negative where jobs are lost; null where not stated.';
comment on column projections.openings_exits_per_year is
  'Openings of a year from workers who leave the labor force; null where not stated.';
comment on column projections.openings_transfers_per_year is
  'Openings of a year from workers who move to another occupation; null where not stated.';
comment on column projections.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column projections.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column projections.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';

create table area_rankings (
  record_id varchar primary key references records (record_id),
  source_id varchar not null references sources (source_id),
  occupation_code varchar,
  occupation_title varchar not null,
  measure varchar not null check (measure in ('employment', 'pay')),
  rank integer not null check (rank >= 1),
  area_type varchar not null check (area_type in ('state')),
  area_name varchar not null,
  state varchar not null references states (state),
  reference_period varchar,
  reference_period_basis varchar not null check (reference_period_basis in ('stated', 'inferred', 'unknown')),
  reference_period_evidence varchar
);

comment on table area_rankings is
  'One row per place in a ranking of states.';
comment on column area_rankings.record_id is 'Record that this row was read from.';
comment on column area_rankings.source_id is 'Source of the record.';
comment on column area_rankings.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column area_rankings.occupation_title is 'Occupation that the row speaks of, as the source names it.';
comment on column area_rankings.measure is 'What the ranking is by.';
comment on column area_rankings.rank is 'Place in the ranking, 1 for the highest.';
comment on column area_rankings.area_type is 'Kind of area.';
comment on column area_rankings.area_name is 'State as the page names it.';
comment on column area_rankings.state is 'Postal code of the state.';
comment on column area_rankings.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the fact speaks of; null where unknown.';
comment on column area_rankings.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column area_rankings.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';
