-- States as a page ranks them, one row a measure and place.
create view report_rankings as
select
  concat_ws('/', source_id, measure, rank, record_id) as row_key,
  [record_id] as record_ids,
  source_id,
  measure,
  rank,
  area_name,
  state,
  reference_period,
  reference_period_basis,
  reference_period_evidence
from area_rankings
where is_at_hand(occupation_code, occupation_title)
order by source_id, measure, rank, record_id;

comment on view report_rankings is
  'One row per place in a ranking of states.';
comment on column report_rankings.row_key is
  'Names the row in this view: source, measure, rank and record, joined by slashes.';
comment on column report_rankings.record_ids is 'Records that the row was read from: the one of the place.';
comment on column report_rankings.source_id is 'Source of the record.';
comment on column report_rankings.measure is 'What the ranking is by: employment or pay.';
comment on column report_rankings.rank is 'Place in the ranking, 1 for the highest.';
comment on column report_rankings.area_name is 'State as the page names it.';
comment on column report_rankings.state is 'Postal code of the state.';
comment on column report_rankings.reference_period is
  'Month (2006-05) or year that the ranking speaks of; null where unknown.';
comment on column report_rankings.reference_period_basis is
  'How it is known: stated by the page, inferred from evidence, or unknown.';
comment on column report_rankings.reference_period_evidence is 'What an inferred period rests on; null otherwise.';
