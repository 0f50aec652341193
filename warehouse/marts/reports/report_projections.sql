-- One row a source and window of its employment projections.
create view report_projections as
select
  concat_ws('/', source_id, coalesce(reference_period, 'undated')) as row_key,
  list(distinct record_id order by record_id) as record_ids,
  source_id,
  reference_period,
  max(reference_period_basis) as reference_period_basis,
  max(reference_period_evidence) as reference_period_evidence,
  max(base_year) as base_year,
  max(target_year) as target_year,
  max(base_jobs) as base_jobs,
  max(target_jobs) as target_jobs,
  max(change_jobs) as change_jobs,
  max(change_pct) as change_pct,
  max(openings_per_year) as openings_per_year
from projections
where is_at_hand(occupation_code, occupation_title)
group by source_id, reference_period
order by target_year desc nulls last, source_id;

comment on view report_projections is
  'One row per source and window of its employment projections; what several records state of it stands in one row, the greatest where they differ.';
comment on column report_projections.row_key is
  'Names the row in this view: source and period (or undated), joined by a slash.';
comment on column report_projections.record_ids is 'Records of all statements of the source on this window.';
comment on column report_projections.source_id is 'Source of the records.';
comment on column report_projections.reference_period is
  'Window that the row speaks of, as an interval of years (2016/2026); null where unknown.';
comment on column report_projections.reference_period_basis is
  'How the window is known: stated on the page, inferred from evidence, or unknown; stated where one record states it.';
comment on column report_projections.reference_period_evidence is
  'What the basis rests on, in words a reader can check, the last in the alphabet where records differ; null where the basis is unknown.';
comment on column report_projections.base_year is 'First year of the window; null where not stated.';
comment on column report_projections.target_year is 'Last year of the window; null where not stated.';
comment on column report_projections.base_jobs is 'Jobs in the base year; null where not stated.';
comment on column report_projections.target_jobs is 'Jobs projected for the target year; null where not stated.';
comment on column report_projections.change_jobs is
  'Projected change over the window, in jobs, negative for a loss; null where not stated.';
comment on column report_projections.change_pct is
  'Projected change over the window, in percent of the base (13 is 13 percent), negative for a loss; null where not stated.';
comment on column report_projections.openings_per_year is
  'Openings projected for a year of the window, in jobs; null where not stated.';
