-- Where every fact comes from: sources, their snapshots, the blocks and records of the current ones, and what
-- repairs changed.

create table sources (
  source_id varchar primary key,
  publisher varchar not null,
  short_name varchar not null,
  title varchar not null,
  url varchar,
  media_type varchar not null,
  terms varchar not null check (terms in ('public domain', 'licence', 'facts only')),
  cadence varchar not null check (cadence in ('daily', 'weekly', 'monthly', 'yearly', 'never again')),
  interest varchar,
  is_reference boolean not null,
  occupation_title varchar,
  occupation_code varchar
);

comment on table sources is
  'One row per source of the almanac, whether or not it has a snapshot.';
comment on column sources.source_id is 'Name of the source; of a source of pages also its folder in raw/.';
comment on column sources.publisher is 'Who publishes the page.';
comment on column sources.short_name is 'What tables and charts call it, where room is scarce.';
comment on column sources.title is 'Title of the page or table.';
comment on column sources.url is 'Address of the page; null where unknown.';
comment on column sources.media_type is 'Media type the page is read as.';
comment on column sources.terms is 'Terms of use: public domain, by licence, or facts only.';
comment on column sources.cadence is 'How often the page changes.';
comment on column sources.interest is 'What the publisher sells or promotes on the page; null where nothing.';
comment on column sources.is_reference is
  'True for the project''s own tables of public facts (warehouse/reference/); false for sources of pages in raw/.';
comment on column sources.occupation_title is
  'Occupation that the current snapshot is about; null where none or several are usable, and for tables.';
comment on column sources.occupation_code is
  'Its code in the Standard Occupational Classification; null where nothing proves it.';

create table snapshots (
  snapshot_id varchar not null check (regexp_full_match(snapshot_id, '[0-9a-f]{64}')),
  source_id varchar not null references sources (source_id),
  path varchar not null,
  bytes bigint not null check (bytes >= 0),
  retrieved_at timestamptz,
  url varchar,
  encoding varchar,
  prose varchar not null check (prose in ('original', 'rewritten')),
  note varchar,
  part varchar,
  occupation_title varchar,
  occupation_code varchar,
  modified_on date,
  state varchar not null check (state in ('current', 'superseded', 'unusable')),
  state_reason varchar,
  primary key (source_id, path),
  check ((state = 'unusable') = (state_reason is not null))
);

comment on table snapshots is
  'One row per stored file of a source. The same bytes may stand under two paths, so the path is the key.';
comment on column snapshots.snapshot_id is 'Lower-case hex sha256 of the bytes.';
comment on column snapshots.source_id is 'Source that the file belongs to.';
comment on column snapshots.path is 'Path below the raw directory, or of a reference table below the project, with forward slashes.';
comment on column snapshots.bytes is 'Size in bytes.';
comment on column snapshots.retrieved_at is 'When the bytes were fetched, UTC; null where unknown.';
comment on column snapshots.url is 'Address the bytes were served from; null where unknown.';
comment on column snapshots.encoding is 'Encoding the file was read in; null where it could not be read.';
comment on column snapshots.prose is
  'Whether the prose is the publisher''s or was rewritten; figures and names are never rewritten.';
comment on column snapshots.note is 'What a reader should know about this copy; null where there is nothing to say.';
comment on column snapshots.part is
  'Which part of its source it is: the one page, a release, a table; null where it could not be read.';
comment on column snapshots.occupation_title is 'Occupation that the page is about; null for tables and where it could not be read.';
comment on column snapshots.occupation_code is
  'Its code in the Standard Occupational Classification; null where nothing proves it.';
comment on column snapshots.modified_on is 'Day on which the page says it was last changed; null where it does not say.';
comment on column snapshots.state is
  'current: its records are loaded, one snapshot of each part; superseded: an older one that is kept; unusable: kept as evidence.';
comment on column snapshots.state_reason is 'Why it is unusable; null for the other states.';

create table records (
  record_id varchar primary key,
  source_id varchar not null references sources (source_id),
  snapshot_id varchar not null,
  kind varchar not null,
  locator varchar not null,
  raw_text varchar not null,
  disposition varchar not null check (disposition in ('loaded', 'repaired', 'quarantined', 'ignored')),
  reason varchar,
  check ((disposition in ('loaded', 'repaired')) = (reason is null))
);

comment on table records is
  'One row per record of a current snapshot: a stretch of the page, and what became of it.';
comment on column records.record_id is
  'Stable name: source, kind and a hash; the same text in a later snapshot keeps it.';
comment on column records.source_id is 'Source of the record.';
comment on column records.snapshot_id is 'Snapshot it was read from; in the table snapshots together with source_id.';
comment on column records.kind is 'Kind of record, as the source''s extractor names it.';
comment on column records.locator is
  'Place in the snapshot: chars:START-END in UTF-16 code units of the decoded text, Sheet!A5, or line:N.';
comment on column records.raw_text is 'What stands at the locator, exactly.';
comment on column records.disposition is
  'What became of it; exactly one of loaded, repaired, quarantined and ignored.';
comment on column records.reason is
  'Why it is quarantined, or the name of the rule that ignores it; null where it loaded.';

create table repairs (
  record_id varchar not null references records (record_id),
  source_id varchar not null references sources (source_id),
  column_name varchar not null,
  rule varchar not null,
  before varchar not null,
  after varchar not null,
  primary key (record_id, column_name, rule, before),
  check (before <> after)
);

comment on table repairs is
  'One row per value that a named rule changed on its way from a record to its rows.';
comment on column repairs.record_id is 'Repaired record.';
comment on column repairs.source_id is 'Source of the record.';
comment on column repairs.column_name is 'Column whose value was changed.';
comment on column repairs.rule is 'Name of the rule.';
comment on column repairs.before is 'Value as the page has it.';
comment on column repairs.after is 'Value as the rule leaves it.';

create table blocks (
  source_id varchar not null references sources (source_id),
  snapshot_id varchar not null,
  position integer not null check (position >= 0),
  kind varchar not null,
  locator varchar not null,
  state varchar not null check (state in ('used', 'ignored', 'unclaimed')),
  rule varchar,
  primary key (source_id, snapshot_id, position),
  check ((state = 'ignored') = (rule is not null))
);

comment on table blocks is
  'One row per block (heading, paragraph, list item, table row, …) of a current page, and whether anything reads it; of a table one row per stretch of rows that are no records, and per column that nobody knows.';
comment on column blocks.source_id is 'Source of the page.';
comment on column blocks.snapshot_id is 'Snapshot of the block.';
comment on column blocks.position is 'Position in reading order, from 0.';
comment on column blocks.kind is 'Kind of block.';
comment on column blocks.locator is
  'Place in the snapshot: chars:START-END in UTF-16 code units of the decoded text; of a table its first row, with the last one after a colon; of a column the row of its title, its letter or number, and the title.';
comment on column blocks.state is
  'used: a record reads it; ignored: a named rule passes over it; unclaimed: nobody''s.';
comment on column blocks.rule is 'Name of the rule that ignores it; null otherwise.';
