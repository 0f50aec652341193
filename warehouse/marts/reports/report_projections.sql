-- One row a source, code and window of employment projections; those of the official releases first.
create view report_projections as
with
  stated as (
    select projections.* replace (
      coalesce(projections.occupation_code, codes.occupation_code, page_code) as occupation_code
    )
    from projections
    left join report_occupation as codes
      on projections.occupation_code is null and lower(codes.occupation_title) = lower(projections.occupation_title)
    left join codes_of_pages on codes_of_pages.source_id = projections.source_id
    where is_at_hand(projections.occupation_code, projections.occupation_title)
  )
select
  concat_ws('/', source_id, coalesce(stated.occupation_code, 'no code'), coalesce(reference_period, 'undated'))
    as row_key,
  list(distinct record_id order by record_id) as record_ids,
  source_id,
  reference_period,
  max(reference_period_basis) as reference_period_basis,
  max(reference_period_evidence) as reference_period_evidence,
  stated.occupation_code,
  coalesce(any_value(titles.occupation_title), max(stated.occupation_title)) as occupation_title,
  coalesce(stated.occupation_code in (select occupation_code from headline_codes), true) as is_headline,
  any_value(titles.position) as code_position,
  max(release) as release,
  max(base_year) as base_year,
  max(target_year) as target_year,
  max(base_jobs) as base_jobs,
  max(target_jobs) as target_jobs,
  max(change_jobs) as change_jobs,
  max(change_pct) as change_pct,
  max(openings_per_year) as openings_per_year,
  max(openings_growth_per_year) as openings_growth_per_year,
  max(openings_exits_per_year) as openings_exits_per_year,
  max(openings_transfers_per_year) as openings_transfers_per_year
from stated
left join report_occupation as titles on titles.occupation_code = stated.occupation_code
group by source_id, stated.occupation_code, reference_period
order by max(target_year) desc nulls last, code_position nulls last, max(release) is null, source_id;

comment on view report_projections is
  'One row per source, code and window: employment projections of the occupation at hand.';
comment on column report_projections.row_key is
  'Names the row in this view: source, code and window (or undated), joined by slashes.';
comment on column report_projections.record_ids is 'Records of all statements of the source on this window.';
comment on column report_projections.source_id is 'Source of the records.';
comment on column report_projections.reference_period is
  'Window that the row speaks of, as an interval of years (2016/2026); null where unknown.';
comment on column report_projections.reference_period_basis is
  'How the window is known: stated on the page, inferred from evidence, or unknown; stated where one record states it.';
comment on column report_projections.reference_period_evidence is
  'What the basis rests on, in words a reader can check, the last in the alphabet where records differ; null where the basis is unknown.';
comment on column report_projections.occupation_code is 'Code of the occupation, as the row or its source proves it; null where nothing does.';
comment on column report_projections.occupation_title is 'Title of the code; where there is none the name that the source gives the occupation.';
comment on column report_projections.is_headline is
  'True where the row speaks of the first code at hand or one that stood in its place before, or of no code that is known; only such rows are compared.';
comment on column report_projections.code_position is 'Position of the code among those at hand, from 1; null without one.';
comment on column report_projections.release is 'Official release that the row is from: Employment Projections 2024–34; null for pages.';
comment on column report_projections.base_year is 'First year of the window; null where not stated.';
comment on column report_projections.target_year is 'Last year of the window; null where not stated.';
comment on column report_projections.base_jobs is 'Jobs in the base year; null where not stated.';
comment on column report_projections.target_jobs is 'Jobs projected for the target year; null where not stated.';
comment on column report_projections.change_jobs is
  'Projected change over the window, in jobs, negative for a loss; null where not stated.';
comment on column report_projections.change_pct is
  'Projected change over the window, in percent of the base (13 is 13 percent), negative for a loss; null where not stated.';
comment on column report_projections.openings_per_year is
  'Openings projected for a year of the window, in jobs; null where not stated.';
comment on column report_projections.openings_growth_per_year is
  'Openings a year that come from growth, a tenth of the change over ten years; negative where employment shrinks, null where not stated.';
comment on column report_projections.openings_exits_per_year is
  'Openings a year that people leave who stop working; null where not stated.';
comment on column report_projections.openings_transfers_per_year is
  'Openings a year that people leave who change to another occupation; null where not stated.';
