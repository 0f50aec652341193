-- One row a credential and page that names it; `credential_key` is the same for the same credential.
CREATE OR REPLACE VIEW report_credentials AS
SELECT
  concat_ws('/', record_id, coalesce(abbreviation, credential_name)) AS row_key,
  [record_id] AS record_ids,
  coalesce(abbreviation, lower(credential_name)) AS credential_key,
  source_id,
  credential_name,
  abbreviation,
  issuer,
  eligibility,
  renewal_years
FROM credentials
ORDER BY credential_key, source_id, record_id;
