-- Pay of the whole nation: one row a source, period, industry and statistic. A source that prints
-- the same figure twice has one row, resting on both records.
CREATE OR REPLACE VIEW report_wages AS
SELECT
  concat_ws('/', source_id, coalesce(reference_period, 'undated'), coalesce(industry, 'all'), statistic,
    coalesce(CAST(annual_usd AS BIGINT), 0)) AS row_key,
  list(DISTINCT record_id ORDER BY record_id) AS record_ids,
  source_id,
  reference_period,
  max(reference_period_basis) AS reference_period_basis,
  max(reference_period_evidence) AS reference_period_evidence,
  max(occupation_code) AS occupation_code,
  industry,
  statistic,
  annual_usd,
  coalesce(max(mark), 'not stated') AS annual_usd_mark
FROM wages
WHERE area_type = 'nation'
GROUP BY source_id, reference_period, industry, statistic, annual_usd
ORDER BY source_id, reference_period, industry NULLS FIRST, statistic, annual_usd;
