-- One row a source and window of its employment projections.
CREATE OR REPLACE VIEW report_projections AS
SELECT
  concat_ws('/', source_id, coalesce(reference_period, 'undated')) AS row_key,
  list(DISTINCT record_id ORDER BY record_id) AS record_ids,
  source_id,
  reference_period,
  max(reference_period_basis) AS reference_period_basis,
  max(reference_period_evidence) AS reference_period_evidence,
  max(base_year) AS base_year,
  max(target_year) AS target_year,
  max(base_jobs) AS base_jobs,
  max(target_jobs) AS target_jobs,
  max(change_jobs) AS change_jobs,
  max(change_pct) AS change_pct,
  max(openings_per_year) AS openings_per_year
FROM projections
GROUP BY source_id, reference_period
ORDER BY target_year DESC NULLS LAST, source_id;
