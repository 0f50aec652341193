-- National figures of the codes of the occupation at hand and of those that stood in their place, oldest first.
create view report_national_series as
with
  shown_lineages as (
    select distinct lineage
    from occupation_lineages
    join report_occupation using (occupation_code)
  )
select
  concat_ws('/', series.occupation_code, series.reference_period) as row_key,
  [series.record_id] as record_ids,
  series.source_id,
  series.release,
  series.reference_period,
  series.reference_period_basis,
  series.reference_period_evidence,
  try_cast(left(series.reference_period, 4) as integer) as year,
  occupation_lineages.lineage,
  series_key_of('OEWS', series.occupation_code, releases.classification, 'nation', null, null, null) as series_key,
  releases.classification,
  series.occupation_code,
  series.occupation_title,
  series.occupation_code in (select occupation_code from page_occupations) as is_of_pages,
  series.occupation_code in (select occupation_code from headline_codes) as is_headline,
  cast(series.jobs as double) as jobs,
  series.median_annual_usd,
  cast(series.all_occupations_jobs as double) as all_occupations_jobs
from national_series as series
left join occupation_lineages using (occupation_code)
left join releases on releases.release = series.release
where
  occupation_lineages.lineage in (select lineage from shown_lineages)
  or series.occupation_code in (select occupation_code from report_occupation)
order by series.reference_period, series.occupation_code;

comment on view report_national_series is
  'One row per release and code of the OEWS, of the codes of the occupation at hand and of their lineage. Rows of different codes are never joined into one line.';
comment on column report_national_series.row_key is 'Names the row in this view: code and period, joined by a slash.';
comment on column report_national_series.record_ids is 'Records that the row was read from: a line of the reference table.';
comment on column report_national_series.source_id is 'Source of the record.';
comment on column report_national_series.release is 'Release of the survey: OEWS May 2016.';
comment on column report_national_series.reference_period is 'Month that the release speaks of: 2016-05.';
comment on column report_national_series.reference_period_basis is 'How the period is known: stated.';
comment on column report_national_series.reference_period_evidence is 'What the basis rests on.';
comment on column report_national_series.year is 'Year of the period.';
comment on column report_national_series.lineage is
  'Lineage of the code in occupation_lineages; null where occupation_vintages does not know the code.';
comment on column report_national_series.series_key is
  'What may be joined into one line or compared in percent: rows with the same key. With a slash and a statistic it is the key of series.';
comment on column report_national_series.classification is
  'Occupational classification of the release; null where the table releases does not say.';
comment on column report_national_series.occupation_code is 'Code of the occupation.';
comment on column report_national_series.occupation_title is 'Occupation as the release names it.';
comment on column report_national_series.is_of_pages is 'True where a loaded page proves this very code.';
comment on column report_national_series.is_headline is
  'True where the code is of the occupation that the report is about first, false for one beside it.';
comment on column report_national_series.jobs is 'Jobs, rounded to tens.';
comment on column report_national_series.median_annual_usd is 'Median wage, US dollars a year, unadjusted.';
comment on column report_national_series.all_occupations_jobs is 'Jobs of all occupations in the same release, rounded to tens.';
