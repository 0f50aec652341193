-- Jobs of the whole nation and the shares of the industries: one row a source, period, industry and measure.
CREATE OR REPLACE VIEW report_employment AS
SELECT
  concat_ws('/', source_id, coalesce(reference_period, 'undated'), coalesce(industry, 'all'), measure,
    coalesce(CAST(value AS BIGINT), 0)) AS row_key,
  list(DISTINCT record_id ORDER BY record_id) AS record_ids,
  source_id,
  reference_period,
  max(reference_period_basis) AS reference_period_basis,
  max(reference_period_evidence) AS reference_period_evidence,
  industry,
  measure,
  value,
  coalesce(max(mark), 'not stated') AS value_mark
FROM employment
WHERE area_type = 'nation'
GROUP BY source_id, reference_period, industry, measure, value
ORDER BY source_id, reference_period, measure, value DESC, industry;
