-- One row an organization and page that names it; `organization_key` is the same for the same body,
-- whether or not the page gives its abbreviation or a leading article.
CREATE OR REPLACE VIEW report_organizations AS
SELECT
  concat_ws('/', record_id, organization_name) AS row_key,
  [record_id] AS record_ids,
  lower(regexp_replace(organization_name, '^[Tt]he ', '')) AS organization_key,
  source_id,
  organization_name,
  abbreviation,
  description,
  postal_address
FROM organizations
ORDER BY organization_key, source_id, record_id;
