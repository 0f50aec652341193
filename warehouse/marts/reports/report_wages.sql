-- Pay of the whole nation, of the occupation at hand: the newest release of the survey, and what pages state. One row a
-- source, code, period, industry and statistic; a source that prints the same figure twice has one row, resting on both
-- records. Pay by sector from the release stands in report_industries.
create view report_wages as
with
  stated as (
    select
      wages.* replace (coalesce(wages.occupation_code, codes.occupation_code, page_code) as occupation_code),
      -- A handbook's box says 2024 of what its text says of May 2024.
      coalesce(
        max(wages.reference_period) filter (length(wages.reference_period) = 7) over (
          partition by wages.source_id, coalesce(wages.occupation_code, codes.occupation_code, page_code),
            wages.industry, wages.statistic, wages.annual_usd, left(wages.reference_period, 4)
        ),
        wages.reference_period
      ) as period
    from wages
    join records using (record_id)
    left join report_occupation as codes
      on wages.occupation_code is null and lower(codes.occupation_title) = lower(wages.occupation_title)
    left join codes_of_pages on codes_of_pages.source_id = wages.source_id
    where
      wages.area_type = 'nation'
      and is_at_hand(wages.occupation_code, wages.occupation_title)
      -- What a page says of its neighbors stands in report_related.
      and records.kind <> 'related_occupation'
      and (
        wages.release is null
        or (wages.release = (select release from newest_release) and wages.industry is null)
      )
  )
select
  concat_ws('/', source_id, coalesce(stated.occupation_code, 'no code'), coalesce(period, 'undated'),
    coalesce(industry, 'all'), statistic, coalesce(annual_usd, 0)) as row_key,
  list(distinct record_id order by record_id) as record_ids,
  source_id,
  period as reference_period,
  max(reference_period_basis) filter (reference_period = period or period is null) as reference_period_basis,
  max(reference_period_evidence) filter (reference_period = period or period is null) as reference_period_evidence,
  stated.occupation_code,
  coalesce(any_value(titles.occupation_title), max(stated.occupation_title)) as occupation_title,
  coalesce(stated.occupation_code in (select occupation_code from headline_codes), true) as is_headline,
  any_value(titles.position) as code_position,
  release,
  industry,
  statistic,
  annual_usd,
  coalesce(max(mark), 'not stated') as annual_usd_mark
from stated
left join report_occupation as titles on titles.occupation_code = stated.occupation_code
group by source_id, stated.occupation_code, period, release, industry, statistic, annual_usd
order by release is null, source_id, period, code_position nulls last, industry nulls first, statistic, annual_usd;

comment on view report_wages is
  'One row per source, code, period, industry, statistic and value: pay in the whole nation, of the newest release of the survey and of pages.';
comment on column report_wages.row_key is
  'Names the row in this view: source, code, period (or undated), industry (or all), statistic and dollars (0 where null), joined by slashes.';
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
  'Code of the occupation, as the row or its source proves it; null where nothing does.';
comment on column report_wages.occupation_title is
  'Title of the code; where there is none the name that the source gives the occupation.';
comment on column report_wages.is_headline is
  'True where the row speaks of the first code at hand or one that stood in its place before, or of no code that is known; only such rows are compared.';
comment on column report_wages.code_position is 'Position of the code among those at hand, from 1; null without one.';
comment on column report_wages.release is 'Official release that the row is from: OEWS May 2024; null for pages.';
comment on column report_wages.industry is 'Industry as printed; null for all industries.';
comment on column report_wages.statistic is
  'mean; percentile (p10, p25, median, p75, p90); or a page''s own typical wage and the ends of its range (range_low, range_high).';
comment on column report_wages.annual_usd is
  'US dollars a year; null where missing, with its mark, or where only the hourly wage is stated.';
comment on column report_wages.annual_usd_mark is
  'Why the wage is missing, as the source marks it (not stated without a mark); read only where annual_usd is null.';
