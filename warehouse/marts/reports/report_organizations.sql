-- One row an organization and page that names it; `organization_key` is the same for the same body,
-- whether or not the page gives its abbreviation or a leading article.
create view report_organizations as
select
  concat_ws('/', record_id, organization_name) as row_key,
  [record_id] as record_ids,
  lower(regexp_replace(organization_name, '^[Tt]he ', '')) as organization_key,
  source_id,
  organization_name,
  abbreviation,
  -- The page's first sentence on it; a sentence that only leads up to the address says nothing.
  nullif(regexp_extract(description, '^(.+?[^:])(?:\.\s|\.?$)', 1), '') as description,
  postal_address
from organizations
order by organization_key, source_id, record_id;
