-- Pay of the whole nation as pages state it, of the occupation at hand: one row a source, period, industry and statistic. A source that prints
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
where area_type = 'nation' and release is null and is_at_hand(occupation_code, occupation_title)
group by source_id, reference_period, industry, statistic, annual_usd
order by source_id, reference_period, industry nulls first, statistic, annual_usd;

comment on view report_wages is
  'One row per source, period, industry, statistic and wage: pay in the whole nation, US dollars, unadjusted for inflation.';
comment on column report_wages.row_key is
  'Names the row in this view: source, period (or undated), industry (or all), statistic and annual_usd (0 where null), joined by slashes.';
comment on column report_wages.record_ids is
  'Records that state the wage; several where the page prints it more than once.';
comment on column report_wages.source_id is 'Source of the records.';
comment on column report_wages.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the row speaks of; null where unknown.';
comment on column report_wages.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown; stated where one record states it.';
comment on column report_wages.reference_period_evidence is
  'What the basis rests on, in words a reader can check, the last in the alphabet where records differ; null where the basis is unknown.';
comment on column report_wages.occupation_code is
  'Code of the occupation in the Standard Occupational Classification; null where nothing proves it.';
comment on column report_wages.industry is 'Industry as printed; null for all industries.';
comment on column report_wages.statistic is
  'mean; percentile (p10, p25, median, p75, p90); or a page''s own typical wage and the ends of its range (range_low, range_high).';
comment on column report_wages.annual_usd is
  'US dollars a year; null where missing, with its mark, or where only the hourly wage is stated.';
comment on column report_wages.annual_usd_mark is
  'Why the wage is missing, as the source marks it (not stated without a mark); read only where annual_usd is null.';
