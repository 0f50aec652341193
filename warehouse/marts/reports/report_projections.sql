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
group by source_id, reference_period
order by target_year desc nulls last, source_id;
