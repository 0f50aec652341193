-- What pages claim of the whole nation, held against the official releases: the view claims, which rests on others
-- and so comes after them.

-- Whether two periods can be the same time: equal, or a year and a month of it.
create macro periods_agree(one, other) as
  one = other or starts_with(one, other || '-') or starts_with(other, one || '-');

create view claims as
with
  stated as materialized (select * from page_claims),
  official as materialized (
    select *
    from official_figures
    where
      occupation_code in (
        select lineage from stated
        union
        select occupation_code from occupation_lineages where lineage in (select lineage from stated)
      )
  ),
  sizes as (
    select release, occupation_code, any_value(value) as jobs
    from official
    where measure = 'jobs' and industry is null
    group by release, occupation_code
  ),
  compared as materialized (
    select
      stated.claim_id,
      official,
      stated.occupation_code = official.occupation_code as is_own_code,
      coalesce(periods_agree(stated.reference_period, official.reference_period), false) as is_own_period,
      abs(official.value - stated.value) <= stated.precision / 2 + 0.000001 as is_equal,
      -- Three digits or more that are the same to the last.
      abs(official.value - stated.value) < 0.000001 and abs(stated.value) / stated.precision >= 100 as is_same,
      official.survey = 'OEWS' as is_survey,
      abs(official.value - stated.value) as difference
    from stated
    join official
      on official.lineage = stated.lineage
      and official.measure = stated.official_measure
      and official.unit = stated.unit
      and coalesce(lower(official.industry), '') = coalesce(lower(stated.industry), '')
  ),
  releases_at_hand as (
    select distinct 'OEWS' as survey, industry is not null as is_by_industry, release, reference_period
    from wages
    where starts_with(release, 'OEWS ') and area_type = 'nation'
    union
    select 'OEWS' as survey, false as is_by_industry, release, reference_period from reference_series
    union
    select 'Employment Projections' as survey, false as is_by_industry, release, reference_period
    from projections
    where release is not null
  ),
  newest_releases as (
    select survey, is_by_industry, arg_max(release, reference_period) as release
    from releases_at_hand
    group by survey, is_by_industry
  ),
  judged as (
    select
      *,
      bool_or(is_own_code) over (partition by claim_id, (official).release) as has_own_code_in_release,
      exists (
        select 1
        from newest_releases
        where
          newest_releases.release = (official).release
          and newest_releases.is_by_industry = ((official).industry is not null)
      ) as is_newest
    from compared
  ),
  -- The official figure of the claim's own time that it equals, or, for a claim without a date, today's.
  equal_in_time as (
    select
      claim_id,
      arg_min(official, (not coalesce(is_own_code, false), not is_survey, difference, (official).occupation_code)) as origin
    from judged
    join stated using (claim_id)
    where
      is_equal
      and (coalesce(is_own_code, false) or not coalesce(has_own_code_in_release, false))
      and case
        when stated.reference_period is not null then is_own_period
        else
          is_newest
          and (is_same or stated.measure = stated.official_measure)
      end
    group by claim_id
  ),
  -- Any official figure that it equals to the last digit. Where several releases have it, none is its origin. A
  -- release of projections repeats wages of the survey, which counts first. What has no date is not taken for
  -- another code's where its own is there.
  same_anywhere as (
    select claim_id, official as origin
    from judged
    join stated using (claim_id)
    where
      is_same
      and (
        stated.reference_period is not null
        or coalesce(is_own_code, false)
        or not coalesce(has_own_code_in_release, false)
      )
    window
      best as (partition by claim_id order by coalesce(is_own_code, false) desc, is_survey desc),
      alike as (partition by claim_id, coalesce(is_own_code, false), is_survey)
    qualify rank() over best = 1 and count(*) over alike = 1
  ),
  in_time as (
    select
      claim_id,
      bool_or(is_own_period) as has_official,
      bool_or(is_own_period and coalesce(is_own_code, false)) as has_own_official,
      count(distinct (official).occupation_code) filter (where is_own_period) as codes_in_time
    from judged
    group by claim_id
  ),
  found as (
    select
      stated.*,
      coalesce(equal_in_time.origin, same_anywhere.origin) as origin,
      equal_in_time.origin is not null as is_equal_in_time,
      coalesce(in_time.has_official, false) as has_official,
      coalesce(in_time.has_own_official, false) as has_own_official,
      coalesce(in_time.codes_in_time = 1 and stated.occupation_code is null, false) as has_only_official,
      exists (
        select 1
        from releases_at_hand
        where periods_agree(releases_at_hand.reference_period, stated.reference_period)
      ) as has_release
    from stated
    left join equal_in_time using (claim_id)
    left join same_anywhere using (claim_id)
    left join in_time using (claim_id)
  ),
  -- Today's figure: that of the newest release of the origin's survey, of the claim's own code where it still has
  -- one, else of the code with the most jobs. Jobs of the two surveys differ in whom they count, so that jobs
  -- without an origin have none.
  newest as (
    select
      judged.claim_id,
      arg_max(
        judged.official,
        (
          judged.is_survey,
          (judged.official).reference_period,
          (judged.official).occupation_code = coalesce(found.occupation_code, (found.origin).occupation_code),
          coalesce(sizes.jobs, 0),
          (judged.official).occupation_code
        )
      ) as today
    from judged
    join found using (claim_id)
    left join sizes
      on sizes.release = (judged.official).release and sizes.occupation_code = (judged.official).occupation_code
    where
      judged.is_newest
      and (found.official_measure <> 'jobs' or (judged.official).survey = (found.origin).survey)
    group by judged.claim_id
  ),
  -- Codes that several follow hold more than each of them.
  wide_codes as (
    select follows_code as occupation_code
    from occupation_vintages
    where follows_code is not null
    group by follows_code
    having count(*) > 1
  ),
  verdicts as (
    select
      found.*,
      today,
      coalesce(found.occupation_code <> (origin).occupation_code, true)
        and (origin).occupation_code in (select occupation_code from wide_codes) as is_of_wider_group,
      case
        when is_equal_in_time and (origin).release = (today).release then 'matches'
        when is_equal_in_time then 'out of date'
        when reference_period is null and origin is not null then 'out of date'
        when reference_period is null then 'cannot be checked'
        when has_official and origin is not null then 'contradicts'
        when measure <> official_measure then 'cannot be checked'
        when has_own_official or has_only_official then 'contradicts'
        else 'cannot be checked'
      end as verdict
    from found
    left join newest using (claim_id)
  ),
  -- How many figures of a page equal one release, of those that the release could have: the evidence of each.
  tallies as (
    select
      page.snapshot_id,
      page.occupation_title,
      (one.official).release as release,
      (one.official).occupation_code as occupation_code,
      count(distinct (page.official_measure, page.industry, page.unit, page.value)) as compared_figures,
      count(distinct (page.official_measure, page.industry, page.unit, page.value)) filter (where one.is_equal)
        as matched_figures
    from verdicts as page
    join compared as one using (claim_id)
    where
      page.origin is null
        and (page.reference_period is null or one.is_own_period)
        and (page.official_measure <> 'jobs' or one.is_survey)
      or (page.origin).release = (one.official).release
        and (page.origin).occupation_code = (one.official).occupation_code
    group by all
  )
select
  claim_id,
  verdicts.source_id,
  verdicts.record_id,
  sources.publisher,
  verdicts.occupation_title,
  verdicts.occupation_code,
  verdicts.lineage,
  industry,
  measure,
  official_measure,
  unit,
  value,
  reference_period,
  reference_period_basis,
  reference_period_evidence,
  verdict,
  concat_ws(
    '; ',
    case
      when verdict = 'matches' then 'it equals the newest official figure'
      when verdict = 'out of date' and reference_period is null
        then 'the page gives no date, and the figure is that of an older release'
      when verdict = 'out of date' then 'it equals the official figure of its time, which newer ones have followed'
      when verdict = 'contradicts' then 'it differs from the official figure of the time that the page gives'
      when lineage is null then 'nothing proves which occupation it speaks of'
      when reference_period is null then 'the page gives no date, and no official release proves one'
      when measure <> official_measure and has_official then 'the page does not say which statistic it is'
      when has_official then 'the official release of that time has another group of occupations'
      when has_release and industry is not null then 'no official figure of this industry and time is loaded'
      when has_release then 'the official release of that time does not give it'
      else 'no official release of that time is loaded'
    end,
    case when verdict = 'contradicts' and origin is not null then 'it is that of another release or occupation' end,
    case when is_of_wider_group then 'the official figure is of a wider group of occupations' end
  ) as verdict_reason,
  (origin).release || ', ' || (origin).occupation_code as origin,
  (origin).release as origin_release,
  (origin).occupation_code as origin_occupation_code,
  (origin).occupation_title as origin_occupation_title,
  (origin).reference_period as origin_period,
  (origin).value as origin_value,
  (origin).record_id as origin_record_id,
  (origin).series_key as origin_series_key,
  coalesce(is_of_wider_group, false) as is_of_wider_group,
  tallies.matched_figures,
  tallies.compared_figures,
  coalesce((origin).release || ', ' || (origin).occupation_code, verdicts.source_id) as witness_key,
  (today).value as today_value,
  (today).release as today_release,
  (today).occupation_code as today_occupation_code,
  (today).occupation_title as today_occupation_title,
  (today).record_id as today_record_id,
  (today).series_key as today_series_key,
  coalesce((origin).series_key = (today).series_key and verdict <> 'contradicts', false) as is_comparable,
  (select max(try_cast(left(reference_period, 4) as integer)) from releases_at_hand)
    - try_cast(left(coalesce(reference_period, (origin).reference_period), 4) as integer) as age_at_newest_release_years
from verdicts
join sources on sources.source_id = verdicts.source_id
left join tallies
  on tallies.snapshot_id = verdicts.snapshot_id
  and tallies.occupation_title = verdicts.occupation_title
  and tallies.release = (origin).release
  and tallies.occupation_code = (origin).occupation_code;

comment on view claims is
  'One row per headline claim of a page about the whole nation: a wage, a number of jobs, growth or openings, its origin among the official releases, and its verdict. Occupations of other codes are held against official figures of their own.';
comment on column claims.claim_id is 'Names the claim: its record and measure, and hourly for a wage of an hour.';
comment on column claims.source_id is 'Source of the record.';
comment on column claims.record_id is 'Record that this row was read from.';
comment on column claims.publisher is 'Who publishes the page.';
comment on column claims.occupation_title is 'Occupation as the page names it.';
comment on column claims.occupation_code is
  'Code that the claim is checked by: the row''s, the page''s, that which the page''s figures prove, or that of a single occupation with the very title; null where there is none.';
comment on column claims.lineage is
  'Lineage of the code, or of the occupation at hand where the title speaks of it; null where nothing proves one.';
comment on column claims.industry is 'Industry as printed; null for all industries.';
comment on column claims.measure is
  'What is claimed: a statistic of wages (median, mean, p10, p25, p75, p90, typical, range_low, range_high), jobs, target_jobs, change_jobs, change_pct or openings_per_year.';
comment on column claims.official_measure is
  'What it is set against: a typical wage against the median, a range against p10 and p90, all else against itself.';
comment on column claims.unit is 'Unit of value: usd_per_year, usd_per_hour, jobs, or pct (0 to 100).';
comment on column claims.value is 'The figure as the page has it.';
comment on column claims.reference_period is
  'Month (2006-05), year (2016) or interval of years (2016/2026) that the claim speaks of; null where unknown.';
comment on column claims.reference_period_basis is
  'How the period is known: stated on the page, inferred from evidence, or unknown.';
comment on column claims.reference_period_evidence is
  'What the basis rests on, in words a reader can check; null where the basis is unknown.';
comment on column claims.verdict is
  'matches: equals the official figure of its time (without a date: today''s), and no newer one is loaded; out of date: equals that of an older release; contradicts: differs from that of its time by more than its own rounding; cannot be checked.';
comment on column claims.verdict_reason is 'Why, in words without figures.';
comment on column claims.origin is
  'Official release and code whose figure it equals: OEWS May 2016, 29-2071; null where none does, or several.';
comment on column claims.origin_release is 'The release of the origin.';
comment on column claims.origin_occupation_code is 'The code of the origin.';
comment on column claims.origin_occupation_title is 'The title of that code in the release.';
comment on column claims.origin_period is 'What the origin speaks of.';
comment on column claims.origin_value is 'The official figure, unrounded.';
comment on column claims.origin_record_id is 'Record of the official figure.';
comment on column claims.origin_series_key is
  'Series of the origin; of projections, whose releases are no series, release and code.';
comment on column claims.is_of_wider_group is
  'True where the origin is of another code that holds more than one of the codes that followed it.';
comment on column claims.matched_figures is
  'How many different figures of the page under this title equal the origin''s release and code; null without an origin.';
comment on column claims.compared_figures is
  'How many of them that release could have: those of its time, undated ones, and those that equal it.';
comment on column claims.witness_key is
  'Whom the claim has as its witness: the origin, which all sources that repeat it share, else the source.';
comment on column claims.today_value is
  'The same figure in the newest loaded release of the survey: of the claim''s code, or where that has ended, of the code of its lineage with the most jobs; null where there is none, and for jobs without an origin, since the surveys count them differently.';
comment on column claims.today_release is 'That release.';
comment on column claims.today_occupation_code is 'Code of today''s figure.';
comment on column claims.today_occupation_title is 'The title of that code in the release.';
comment on column claims.today_record_id is 'Record of today''s figure.';
comment on column claims.today_series_key is 'Series of today''s figure, as origin_series_key.';
comment on column claims.is_comparable is
  'True where the origin and today''s figure are of one series; a change in percent is printed over no others.';
comment on column claims.age_at_newest_release_years is
  'Years from the claim''s period (its first year; without one, the origin''s) to that of the newest loaded official release, the yardstick in place of the day of the edition; null where neither is known.';
