-- States as a page ranks them, one row a measure and place.
create view report_rankings as
select
  concat_ws('/', source_id, measure, rank, record_id) as row_key,
  [record_id] as record_ids,
  source_id,
  measure,
  rank,
  area_name,
  state
from area_rankings
order by source_id, measure, rank, record_id;
