-- Which official release the figures of a page are, with how many of them equal it: one row a page and origin.
create view report_page_origins as
select
  source_id || '/' || origin as row_key,
  list(distinct record_id order by record_id) as record_ids,
  source_id,
  origin,
  max(matched_figures) as matched_figures,
  arg_max(compared_figures, matched_figures) as compared_figures
from claims
where is_at_hand(occupation_code, occupation_title) and origin is not null
group by source_id, origin
order by source_id, origin;

comment on view report_page_origins is
  'One row per page and official release and code that figures of it for the occupation at hand equal.';
comment on column report_page_origins.row_key is 'Names the row in this view: source and origin, joined by a slash.';
comment on column report_page_origins.record_ids is 'Records of these figures.';
comment on column report_page_origins.source_id is 'Source of the page.';
comment on column report_page_origins.origin is 'Release and code, as report_claims has it.';
comment on column report_page_origins.matched_figures is 'How many different figures of the page equal that release and code.';
comment on column report_page_origins.compared_figures is 'How many of the page''s figures the release could have.';
