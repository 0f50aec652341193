-- Pay of the whole nation: one row a source, period, industry and statistic. A source that prints
-- the same figure twice has one row, resting on both records.
create view report_wages as
select
  concat_ws('/', source_id, coalesce(reference_period, 'undated'), coalesce(industry, 'all'), statistic,
    coalesce(annual_usd, 0)) as row_key,
  list(distinct record_id order by record_id) as record_ids,
  source_id,
  reference_period,
  max(reference_period_basis) as reference_period_basis,
  max(reference_period_evidence) as reference_period_evidence,
  max(occupation_code) as occupation_code,
  industry,
  statistic,
  annual_usd,
  coalesce(max(mark), 'not stated') as annual_usd_mark
from wages
where area_type = 'nation'
group by source_id, reference_period, industry, statistic, annual_usd
order by source_id, reference_period, industry nulls first, statistic, annual_usd;
