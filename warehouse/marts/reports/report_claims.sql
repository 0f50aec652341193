-- What pages claim of the occupation at hand and what became of it: one row for what one witness says of one thing,
-- however many pages repeat it. Contradictions come first, then the oldest.
create view report_claims as
with
  at_hand as (
    select
      *,
      case when verdict in ('matches', 'out of date') then origin_period else reference_period end as period_of_group
    from claims
    where is_at_hand(occupation_code, occupation_title)
  ),
  witnesses as (
    select
      concat_ws(
        '/',
        witness_key,
        coalesce(occupation_code, 'no code'),
        official_measure,
        unit,
        coalesce(industry, 'all'),
        coalesce(period_of_group, 'undated'),
        value,
        verdict
      ) as row_key,
      list(distinct record_id order by record_id) as record_ids,
      list_sort(list_distinct(array_concat(
        coalesce(list(origin_record_id) filter (origin_record_id is not null), []),
        coalesce(list(today_record_id) filter (today_record_id is not null), [])
      ))) as official_record_ids,
      witness_key,
      occupation_code,
      industry,
      official_measure as measure,
      unit,
      value,
      verdict,
      min(verdict_reason) as verdict_reason,
      string_agg(distinct source_id, ' ' order by source_id) as source_ids,
      string_agg(distinct publisher, '; ' order by publisher) as publishers,
      count(distinct source_id) as sources,
      max(reference_period) as reference_period,
      case
        when bool_or(reference_period_basis = 'stated') then 'stated'
        when bool_or(reference_period_basis = 'inferred') then 'inferred'
        else 'unknown'
      end as reference_period_basis,
      max(reference_period_evidence) as reference_period_evidence,
      min(origin) as origin,
      min(origin_release) as origin_release,
      min(origin_occupation_code) as origin_occupation_code,
      min(origin_occupation_title) as origin_occupation_title,
      min(origin_period) as origin_period,
      min(origin_value) as origin_value,
      bool_or(is_of_wider_group) as is_of_wider_group,
      arg_max(matched_figures, compared_figures) as matched_figures,
      max(compared_figures) as compared_figures,
      min(today_value) as today_value,
      min(today_release) as today_release,
      min(today_occupation_code) as today_occupation_code,
      min(today_occupation_title) as today_occupation_title,
      bool_and(is_comparable) as is_comparable,
      max(age_at_newest_release_years) as age_at_newest_release_years
    from at_hand
    group by
      witness_key, occupation_code, official_measure, unit, industry, period_of_group, value, verdict
  )
select
  witnesses.row_key,
  witnesses.record_ids,
  witnesses.* exclude (row_key, record_ids),
  case measure
    when 'median' then 'median pay'
    when 'mean' then 'mean pay'
    when 'p10' then 'pay that a tenth earn less than'
    when 'p25' then 'pay that a quarter earn less than'
    when 'p75' then 'pay that a quarter earn more than'
    when 'p90' then 'pay that a tenth earn more than'
    when 'jobs' then 'number of jobs'
    when 'target_jobs' then 'number of jobs projected'
    when 'change_jobs' then 'new jobs projected'
    when 'change_pct' then 'growth projected'
    when 'openings_per_year' then 'openings a year'
  end as claim
from witnesses
order by
  case verdict when 'contradicts' then 0 else 1 end,
  age_at_newest_release_years desc nulls last,
  case verdict when 'out of date' then 0 when 'cannot be checked' then 1 else 2 end,
  industry nulls first,
  list_position(
    ['median', 'mean', 'p10', 'p25', 'p75', 'p90', 'jobs', 'target_jobs', 'change_jobs', 'change_pct', 'openings_per_year'],
    measure
  ),
  unit desc,
  row_key;

comment on view report_claims is
  'One row per witness, claim and verdict, of the occupation at hand: sources that repeat one release''s figure are one witness. Contradictions first, then the oldest.';
comment on column report_claims.row_key is
  'Names the row in this view: witness, code, measure, unit, industry (or all), period (or undated), value and verdict, joined by slashes.';
comment on column report_claims.record_ids is 'Records of the pages that state it.';
comment on column report_claims.official_record_ids is
  'Records of the official figures beside it: its origin and today''s; empty where there is none.';
comment on column report_claims.witness_key is 'The release and code that the figure is of, as OEWS May 2016, 29-2071; else the source.';
comment on column report_claims.occupation_code is 'Code that the claim was checked by; null where nothing proves one.';
comment on column report_claims.industry is 'Industry as printed; null for all industries.';
comment on column report_claims.measure is
  'What it was set against: median (a typical wage too), mean, p10 and p90 (the ends of a range too), p25, p75, jobs, target_jobs, change_jobs, change_pct or openings_per_year.';
comment on column report_claims.unit is 'Unit of all values of the row: usd_per_year, usd_per_hour, jobs, or pct (0 to 100).';
comment on column report_claims.value is 'The figure as the pages have it.';
comment on column report_claims.verdict is 'matches, out of date, contradicts, or cannot be checked.';
comment on column report_claims.verdict_reason is 'Why, in words without figures.';
comment on column report_claims.source_ids is 'Sources that state it, parted by blanks.';
comment on column report_claims.publishers is 'Their publishers, parted by semicolons.';
comment on column report_claims.sources is 'Number of sources that state it.';
comment on column report_claims.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the claim speaks of, the longest where pages say it differently; null where unknown.';
comment on column report_claims.reference_period_basis is
  'How the period is known: stated on a page, inferred from evidence, or unknown; stated where one page states it.';
comment on column report_claims.reference_period_evidence is
  'What the basis rests on, in words a reader can check, the last in the alphabet where records differ; null where the basis is unknown.';
comment on column report_claims.origin is 'Official release and code whose figure it equals: OEWS May 2016, 29-2071; null where none does.';
comment on column report_claims.origin_release is 'The release of the origin.';
comment on column report_claims.origin_occupation_code is 'The code of the origin.';
comment on column report_claims.origin_occupation_title is 'The title of that code in the release.';
comment on column report_claims.origin_period is 'What the origin speaks of.';
comment on column report_claims.origin_value is 'The official figure, unrounded.';
comment on column report_claims.is_of_wider_group is 'True where the origin is of a wider group of occupations than the claim.';
comment on column report_claims.matched_figures is
  'How many different figures of the page that has the most equal the origin''s release and code; null without an origin.';
comment on column report_claims.compared_figures is 'How many of that page''s figures the release could have.';
comment on column report_claims.today_value is 'The same figure in the newest loaded release; null where there is none.';
comment on column report_claims.today_release is 'That release.';
comment on column report_claims.today_occupation_code is 'Code of today''s figure.';
comment on column report_claims.today_occupation_title is 'The title of that code in the release.';
comment on column report_claims.is_comparable is
  'True where a change in percent to today''s figure may be printed: both are of one series.';
comment on column report_claims.age_at_newest_release_years is
  'Years from the claim''s period to that of the newest loaded official release; null where unknown.';
comment on column report_claims.claim is 'What is claimed, in words without figures.';
