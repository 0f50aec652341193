-- What pages claim of the whole nation, one figure below the other, with the occupation that each is proved to be of.

-- What a figure is rounded to, as its zeros tell. Wages are never taken to be rounded to more than thousands, and
-- counts keep two digits.
create macro printed_precision(amount, unit) as case
  when unit in ('usd_per_hour', 'pct') then case
    when abs(amount - round(amount)) < 0.000001 then 1
    when abs(amount - round(amount, 1)) < 0.000001 then 0.1
    else 0.01
  end
  when unit = 'usd_per_year' and amount % 1000 = 0 then 1000
  when abs(amount) >= 10000000 and amount % 1000000 = 0 then 1000000
  when abs(amount) >= 1000000 and amount % 100000 = 0 then 100000
  when abs(amount) >= 100000 and amount % 10000 = 0 then 10000
  when abs(amount) >= 10000 and amount % 1000 = 0 then 1000
  when abs(amount) >= 1000 and amount % 100 = 0 then 100
  when amount % 10 = 0 then 10
  else 1
end;

create view page_claims as
with
  page_wages as (
    select
      record_id,
      record_id || '/' || statistic as claim_id,
      * exclude (record_id, mark, area_type),
      case statistic
        when 'typical' then 'median'
        when 'range_low' then 'p10'
        when 'range_high' then 'p90'
        else statistic
      end as official_measure
    from wages
    where release is null and area_type = 'nation'
  ),
  figures as (
    select
      claim_id, record_id, source_id, occupation_code, occupation_title, industry, statistic as measure,
      official_measure, 'usd_per_year' as unit, cast(annual_usd as double) as value,
      reference_period, reference_period_basis, reference_period_evidence
    from page_wages
    where annual_usd is not null
    union all
    select
      claim_id || '/hourly' as claim_id, record_id, source_id, occupation_code, occupation_title, industry,
      statistic as measure, official_measure, 'usd_per_hour' as unit, cast(hourly_usd as double) as value,
      reference_period, reference_period_basis, reference_period_evidence
    from page_wages
    where hourly_usd is not null
    union all
    select
      record_id || '/jobs' as claim_id, record_id, source_id, occupation_code, occupation_title, industry,
      measure, measure as official_measure, 'jobs' as unit, value,
      reference_period, reference_period_basis, reference_period_evidence
    from employment
    where release is null and area_type = 'nation' and measure = 'jobs' and value is not null
    union all
    select
      record_id || '/' || measure as claim_id, record_id, source_id, occupation_code, occupation_title,
      null as industry,
      case when measure = 'base_jobs' then 'jobs' else measure end as measure,
      case when measure = 'base_jobs' then 'jobs' else measure end as official_measure,
      case when measure = 'change_pct' then 'pct' else 'jobs' end as unit,
      value,
      case when measure = 'base_jobs' then cast(base_year as varchar) else reference_period end as reference_period,
      case when measure = 'base_jobs' and base_year is null then 'unknown' else reference_period_basis end
        as reference_period_basis,
      case when measure = 'base_jobs' and base_year is null then null else reference_period_evidence end
        as reference_period_evidence
    from (
      unpivot (
        select * replace (
          cast(base_jobs as double) as base_jobs,
          cast(target_jobs as double) as target_jobs,
          cast(change_jobs as double) as change_jobs,
          cast(openings_per_year as double) as openings_per_year
        )
        from projections
        where release is null
      )
      on base_jobs, target_jobs, change_jobs, change_pct, openings_per_year
      into name measure value value
    )
  ),
  -- The page's own code counts for rows under the page's title; else figures of that title that prove a code, else
  -- an official title that reads the same, the newest.
  pages as (
    select distinct source_id, snapshot_id, occupation_title, occupation_code
    from snapshots
    where state = 'current'
  ),
  proved as (
    select records.snapshot_id, wages.occupation_title, any_value(wages.occupation_code) as occupation_code
    from wages
    join records using (record_id)
    where wages.release is null and wages.occupation_code is not null and reference_period_basis = 'inferred'
    group by records.snapshot_id, wages.occupation_title
    having count(distinct wages.occupation_code) = 1
  ),
  -- Only titles of single occupations: a group of the same name may be put together from other codes.
  official_titles as (
    select occupation_title, occupation_code, reference_period
    from wages
    where
      release is not null
      and area_type = 'nation'
      and industry is null
      and statistic = 'median'
      and occupation_group in ('detailed', 'total')
    union all
    select occupation_title, occupation_code, reference_period
    from projections
    where release is not null and occupation_group in ('detailed', 'total')
    union all
    select occupation_title, occupation_code, reference_period
    from reference_series
  ),
  titled as (
    select
      lower(occupation_title) as title,
      arg_max(occupation_code, (left(reference_period, 4), occupation_code)) as occupation_code
    from official_titles
    where lower(occupation_title) in (select lower(occupation_title) from figures where occupation_code is null)
    group by lower(occupation_title)
  ),
  lineages as materialized (select occupation_code, lineage from occupation_lineages),
  lineage_at_hand as (
    select any_value(coalesce(lineage, report_occupation.occupation_code)) as lineage
    from report_occupation
    left join lineages using (occupation_code)
    having count(distinct coalesce(lineage, report_occupation.occupation_code)) = 1
  ),
  coded as (
    select
      figures.* exclude (occupation_code),
      records.snapshot_id,
      coalesce(
        figures.occupation_code,
        case when pages.occupation_title = figures.occupation_title then pages.occupation_code end,
        proved.occupation_code,
        titled.occupation_code
      ) as occupation_code
    from figures
    join records using (record_id)
    left join pages on pages.source_id = records.source_id and pages.snapshot_id = records.snapshot_id
    left join proved
      on proved.snapshot_id = records.snapshot_id and proved.occupation_title = figures.occupation_title
    left join titled on titled.title = lower(figures.occupation_title)
  )
select
  coded.claim_id,
  coded.record_id,
  coded.source_id,
  coded.snapshot_id,
  coded.occupation_title,
  coded.occupation_code,
  coalesce(
    lineages.lineage,
    coded.occupation_code,
    case
      when is_at_hand(coded.occupation_code, coded.occupation_title) then (select lineage from lineage_at_hand)
    end
  ) as lineage,
  coded.industry,
  coded.measure,
  coded.official_measure,
  coded.unit,
  coded.value,
  printed_precision(coded.value, coded.unit) as precision,
  coded.reference_period,
  coded.reference_period_basis,
  coded.reference_period_evidence
from coded
left join lineages using (occupation_code);

comment on view page_claims is
  'One row per headline claim of a page about the whole nation: a wage, a number of jobs, growth or openings; the view claims has its verdict.';
comment on column page_claims.claim_id is 'Names the claim: its record and measure, and hourly for a wage of an hour.';
comment on column page_claims.record_id is 'Record that this row was read from.';
comment on column page_claims.source_id is 'Source of the record.';
comment on column page_claims.snapshot_id is 'Snapshot of the page.';
comment on column page_claims.occupation_title is 'Occupation as the page names it.';
comment on column page_claims.occupation_code is
  'Code: the row''s, the page''s, that which the page''s figures prove, or that of a single occupation with the very title; null where there is none.';
comment on column page_claims.lineage is
  'Lineage of the code, or of the occupation at hand where the title speaks of it; null where nothing proves one.';
comment on column page_claims.industry is 'Industry as printed; null for all industries.';
comment on column page_claims.measure is
  'What is claimed: a statistic of wages (median, mean, p10, p25, p75, p90, typical, range_low, range_high), jobs, target_jobs, change_jobs, change_pct or openings_per_year.';
comment on column page_claims.official_measure is
  'What it is set against: a typical wage against the median, a range against p10 and p90, all else against itself.';
comment on column page_claims.unit is 'Unit of value: usd_per_year, usd_per_hour, jobs, or pct (0 to 100).';
comment on column page_claims.value is 'The figure as the page has it.';
comment on column page_claims.precision is 'What the figure is rounded to, in its unit, as its zeros tell.';
comment on column page_claims.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the claim speaks of; null where unknown.';
comment on column page_claims.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column page_claims.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';
