-- Occupations that sources call similar or related, with the pay that is printed beside them.
create view report_related as
with
  titles as (
    select occupation_code, any_value(occupation_title) as occupation_title
    from wages
    where release is not null and occupation_code is not null
    group by occupation_code
  ),
  related as (
    select
      related_occupations.record_id,
      related_occupations.source_id,
      related_occupations.occupation_code,
      coalesce(related_title, titles.occupation_title) as related_title
    from related_occupations
    join sources using (source_id)
    left join titles on titles.occupation_code = related_code
    where
      is_at_hand(related_occupations.occupation_code, related_occupations.occupation_title)
      -- A database under a licence has lists of its own in the reports.
      and sources.terms <> 'licence'
  ),
  paid as (
    select record_id, annual_usd, reference_period, reference_period_basis, reference_period_evidence
    from wages
    where statistic = 'median'
  )
select
  concat_ws('/', source_id, lower(related_title)) as row_key,
  list(distinct related.record_id order by related.record_id) as record_ids,
  source_id,
  any_value(related_title) as related_title,
  max(annual_usd) as annual_usd,
  max(reference_period) as reference_period,
  max(reference_period_basis) as reference_period_basis,
  max(reference_period_evidence) as reference_period_evidence
from related
left join paid using (record_id)
where related_title is not null and lower(related_title) not in (select lower(occupation_title) from report_occupation)
group by source_id, lower(related_title)
order by source_id, lower(related_title);

comment on view report_related is
  'One row per source and occupation that it calls similar; occupations at hand themselves are left out.';
comment on column report_related.row_key is 'Names the row in this view: source and title in small letters, joined by a slash.';
comment on column report_related.record_ids is 'Records that name the occupation.';
comment on column report_related.source_id is 'Source of the records.';
comment on column report_related.related_title is 'Title of the similar occupation.';
comment on column report_related.annual_usd is 'Its median pay as the source prints it beside the title, US dollars a year; null where it prints none.';
comment on column report_related.reference_period is 'Period of the pay; null without any.';
comment on column report_related.reference_period_basis is 'How the period is known; null without pay.';
comment on column report_related.reference_period_evidence is 'What the basis rests on; null where the basis is unknown, or without pay.';
