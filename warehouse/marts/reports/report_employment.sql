-- Jobs of the whole nation as pages state them, of the occupation at hand, and the shares of the industries: one row a source, period, industry and measure.
create view report_employment as
select
  concat_ws('/', source_id, coalesce(reference_period, 'undated'), coalesce(industry, 'all'), measure,
    coalesce(value, 0)) as row_key,
  list(distinct record_id order by record_id) as record_ids,
  source_id,
  reference_period,
  max(reference_period_basis) as reference_period_basis,
  max(reference_period_evidence) as reference_period_evidence,
  industry,
  measure,
  value,
  coalesce(max(mark), 'not stated') as value_mark
from employment
where area_type = 'nation' and release is null and is_at_hand(occupation_code, occupation_title)
group by source_id, reference_period, industry, measure, value
order by source_id, reference_period, measure, value desc, industry;

comment on view report_employment is
  'One row per source, period, industry, measure and value: jobs of the whole nation and the shares of the industries.';
comment on column report_employment.row_key is
  'Names the row in this view: source, period (or undated), industry (or all), measure and value (0 where null), joined by slashes.';
comment on column report_employment.record_ids is
  'Records that state the value; several where the page prints it more than once.';
comment on column report_employment.source_id is 'Source of the records.';
comment on column report_employment.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the row speaks of; null where unknown.';
comment on column report_employment.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown; stated where one record states it.';
comment on column report_employment.reference_period_evidence is
  'What the basis rests on, in words a reader can check, the last in the alphabet where records differ; null where the basis is unknown.';
comment on column report_employment.industry is 'Industry as printed; null for all industries.';
comment on column report_employment.measure is
  'What value counts: jobs, share_of_area_jobs_pct, share_of_occupation_jobs_pct, jobs_per_1000 or location_quotient.';
comment on column report_employment.value is
  'Number of jobs, percent (0 to 100), jobs per 1,000 jobs, or quotient, as measure says; null where missing, with its mark.';
comment on column report_employment.value_mark is
  'Why the value is missing, as the source marks it (not stated without a mark); read only where it is null.';
