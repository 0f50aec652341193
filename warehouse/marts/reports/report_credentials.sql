-- One row a credential and page that names it; `credential_key` is the same for the same credential.
create view report_credentials as
select
  concat_ws('/', record_id, coalesce(abbreviation, credential_name)) as row_key,
  [record_id] as record_ids,
  coalesce(abbreviation, lower(credential_name)) as credential_key,
  source_id,
  credential_name,
  abbreviation,
  issuer,
  eligibility,
  renewal_years
from credentials
order by credential_key, source_id, record_id;
