-- Jobs of the whole nation and the shares of the industries: one row a source, period, industry and measure.
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
where area_type = 'nation'
group by source_id, reference_period, industry, measure, value
order by source_id, reference_period, measure, value desc, industry;
