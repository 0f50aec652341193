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
where is_at_hand(occupation_code, occupation_title)
order by credential_key, source_id, record_id;

comment on view report_credentials is
  'One row per mention of a credential; rows of one credential share credential_key.';
comment on column report_credentials.row_key is
  'Names the row in this view: record and abbreviation, or name where there is no abbreviation, joined by a slash.';
comment on column report_credentials.record_ids is 'Records that the row was read from: the one of the mention.';
comment on column report_credentials.credential_key is
  'The same for the same credential: its abbreviation, or its name in lower case where the page gives none.';
comment on column report_credentials.source_id is 'Source of the record.';
comment on column report_credentials.credential_name is 'Full name of the credential.';
comment on column report_credentials.abbreviation is 'Its abbreviation; null where not stated.';
comment on column report_credentials.issuer is
  'Abbreviation or name of the body that grants it; null where the page does not say.';
comment on column report_credentials.eligibility is 'Who may sit for it; null where not stated.';
comment on column report_credentials.renewal_years is
  'Years after which it has to be renewed; null where not stated.';
