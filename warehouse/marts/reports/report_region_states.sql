-- One row a state with regions in an official release and a code of the occupation at hand: the figures of the whole
-- state as the release has them, and what bounds the year of a release that does not say it.
create view report_region_states as
with
  regions as (
    select
      figures.state,
      figures.source_id,
      figures.release,
      releases.has_regions,
      figures.occupation_code,
      any_value(figures.occupation_title) as occupation_title,
      any_value(figures.position) as position,
      any_value(figures.reference_period) as reference_period,
      any_value(figures.reference_period_basis) as reference_period_basis,
      any_value(figures.reference_period_evidence) as reference_period_evidence,
      bool_or(figures.has_thirds) as has_thirds,
      list(figures.record_id order by figures.record_id) as record_ids
    from region_figures as figures
    join region_releases as releases using (state, source_id)
    where figures.release is not distinct from releases.release
    group by all
  ),
  wholes as (
    select * from region_figures where area_type = 'state'
  )
select
  concat_ws('/', regions.state, regions.occupation_code) as row_key,
  if(wholes.record_id is null, regions.record_ids, [wholes.record_id]) as record_ids,
  regions.source_id,
  regions.state,
  states.state_name,
  regions.has_regions,
  regions.has_thirds,
  regions.occupation_code,
  regions.occupation_title,
  regions.position as code_position,
  regions.reference_period,
  regions.reference_period_basis,
  regions.reference_period_evidence,
  undated_releases.evidence as bounds_evidence,
  coalesce(undated_releases.record_ids, []) as bounds_record_ids,
  wholes.record_id is not null as is_listed,
  wholes.jobs,
  coalesce(wholes.jobs_mark, 'not stated') as jobs_mark,
  wholes.median_annual_usd,
  coalesce(wholes.median_mark, 'not stated') as median_annual_usd_mark,
  wholes.mean_annual_usd,
  coalesce(wholes.mean_mark, 'not stated') as mean_annual_usd_mark,
  wholes.low_annual_usd,
  coalesce(wholes.low_mark, 'not stated') as low_annual_usd_mark,
  wholes.high_annual_usd,
  coalesce(wholes.high_mark, 'not stated') as high_annual_usd_mark
from regions
join states using (state)
left join wholes
  on wholes.state = regions.state
  and wholes.source_id = regions.source_id
  and wholes.release is not distinct from regions.release
  and wholes.occupation_code = regions.occupation_code
left join undated_releases
  on undated_releases.source_id = regions.source_id
  and regions.reference_period is null
order by states.state_name, regions.position;

comment on view report_region_states is
  'One row per state with regions in an official release and code of the occupation at hand: the whole state''s pay and jobs in that release.';
comment on column report_region_states.row_key is 'Names the row in this view: state and code.';
comment on column report_region_states.record_ids is
  'The record of the whole state; where the release has none, those of the code in its regions.';
comment on column report_region_states.source_id is 'Source of the release.';
comment on column report_region_states.state is 'Postal code of the state.';
comment on column report_region_states.state_name is 'Name of the state.';
comment on column report_region_states.has_regions is
  'True where the release parts the state into regions; false where it has metropolitan and nonmetropolitan areas.';
comment on column report_region_states.has_thirds is
  'True where low and high are the entry and the experienced wage; false where they are the 10th and 90th percentile.';
comment on column report_region_states.occupation_code is 'Code of the occupation.';
comment on column report_region_states.occupation_title is 'Its title in the release.';
comment on column report_region_states.code_position is 'Place of the code in report_occupation, 1 for the newest.';
comment on column report_region_states.reference_period is 'Month that the release speaks of: 2015-05; null where unknown.';
comment on column report_region_states.reference_period_basis is 'How the period is known: stated, inferred or unknown.';
comment on column report_region_states.reference_period_evidence is 'What the basis rests on; null where it is unknown.';
comment on column report_region_states.bounds_evidence is
  'What bounds the year of a release that does not say it; null for any other, and where nothing does.';
comment on column report_region_states.bounds_record_ids is 'Records under these bounds; empty without them.';
comment on column report_region_states.is_listed is 'Whether the release has a row of the whole state.';
comment on column report_region_states.jobs is 'Number of jobs; null where missing.';
comment on column report_region_states.jobs_mark is 'Why the jobs are missing (not stated without a mark); read only where they are null.';
comment on column report_region_states.median_annual_usd is 'Median wage, US dollars a year; null where missing.';
comment on column report_region_states.median_annual_usd_mark is 'Why the median is missing; read only where it is null.';
comment on column report_region_states.mean_annual_usd is 'Mean wage, US dollars a year; null where missing.';
comment on column report_region_states.mean_annual_usd_mark is 'Why the mean is missing; read only where it is null.';
comment on column report_region_states.low_annual_usd is 'Entry wage or 10th percentile, US dollars a year; null where missing.';
comment on column report_region_states.low_annual_usd_mark is 'Why it is missing; read only where it is null.';
comment on column report_region_states.high_annual_usd is 'Experienced wage or 90th percentile, US dollars a year; null where missing.';
comment on column report_region_states.high_annual_usd_mark is 'Why it is missing; read only where it is null.';
