-- severity: error
-- description: A headline claim of a page is lost or doubled on the way to its verdict, or a verdict lacks what it rests on.

with
  printed as (
    select record_id, count(annual_usd) + count(hourly_usd) as figures
    from wages
    where release is null and area_type = 'nation'
    group by record_id
    union all
    select record_id, count(value) as figures
    from employment
    where release is null and area_type = 'nation' and measure = 'jobs'
    group by record_id
    union all
    select
      record_id,
      count(base_jobs) + count(target_jobs) + count(change_jobs) + count(change_pct) + count(openings_per_year)
    from projections
    where release is null
    group by record_id
  ),
  expected as (select record_id, sum(figures) as figures from printed group by record_id having sum(figures) > 0),
  -- Asked twice; the view is among the slowest.
  all_claims as materialized (
    select record_id, claim_id, verdict, verdict_reason, origin, origin_release, today_release from claims
  ),
  judged as (
    select record_id, count(*) as figures, count(distinct claim_id) as names from all_claims group by record_id
  )

select record_id, null as claim_id
from expected
full join judged using (record_id)
where expected.figures is distinct from judged.figures or judged.figures <> judged.names
union all
select record_id, claim_id
from all_claims
where
  (verdict in ('matches', 'out of date') and origin is null)
  or (verdict = 'out of date' and origin_release = today_release)
  or verdict_reason = '';
