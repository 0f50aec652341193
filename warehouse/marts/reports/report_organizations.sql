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
where is_at_hand(occupation_code, occupation_title)
order by organization_key, source_id, record_id;

comment on view report_organizations is
  'One row per mention of an organization; rows of one body share organization_key.';
comment on column report_organizations.row_key is
  'Names the row in this view: record and name of the organization, joined by a slash.';
comment on column report_organizations.record_ids is 'Records that the row was read from: the one of the mention.';
comment on column report_organizations.organization_key is
  'The same for the same body: its name in lower case, without a leading article.';
comment on column report_organizations.source_id is 'Source of the record.';
comment on column report_organizations.organization_name is 'Name of the organization.';
comment on column report_organizations.abbreviation is 'Its abbreviation; null where not stated.';
comment on column report_organizations.description is
  'First sentence of what the page says of it, without its full stop; null where the page says nothing or only leads up to an address.';
comment on column report_organizations.postal_address is
  'Street, suite, city, state and ZIP as printed; null where the page gives no address.';
