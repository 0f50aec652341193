-- Sentences with a claim, in the order of the page, and whether the speaker sells what the sentence praises.
create view report_statements as
select
  concat_ws('/', statements.record_id, statements.topic) as row_key,
  [statements.record_id] as record_ids,
  statements.source_id,
  statements.topic,
  statements.statement,
  statements.value,
  statements.unit,
  statements.is_sellers_claim,
  coalesce(titles.occupation_title, statements.occupation_title) as occupation_title,
  coalesce(statements.occupation_code in (select occupation_code from headline_codes), true) as is_headline
from statements
join records using (record_id)
left join report_occupation as titles on titles.occupation_code = statements.occupation_code
where is_at_hand(statements.occupation_code, statements.occupation_title)
order by
  statements.topic,
  is_headline desc,
  statements.source_id,
  try_cast(regexp_extract(records.locator, '(\d+)', 1) as bigint),
  statements.record_id;

comment on view report_statements is
  'One row per statement kept in words, with the number in it.';
comment on column report_statements.row_key is 'Names the row in this view: record and topic, joined by a slash.';
comment on column report_statements.record_ids is 'Records that the row was read from: the one of the statement.';
comment on column report_statements.source_id is 'Source of the record.';
comment on column report_statements.topic is
  'What the statement is about: prospects, education, certification, advancement, schedule, work_environment, training_length or sellers_claim.';
comment on column report_statements.statement is 'What the page says.';
comment on column report_statements.value is
  'The number in the statement that a reader would ask for; null where there is none.';
comment on column report_statements.unit is
  'Unit of value, as in hours_per_week, years, pct (0 to 100); null with value.';
comment on column report_statements.is_sellers_claim is
  'True where the speaker sells what the statement praises.';
comment on column report_statements.occupation_title is
  'Title of the code that the statement is of; where there is none the name that the source gives the occupation.';
comment on column report_statements.is_headline is
  'True where the row speaks of the first code at hand or one that stood in its place before, or of no code that is known; only such rows are compared.';
