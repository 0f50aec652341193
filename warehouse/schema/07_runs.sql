-- What the run found and how it ended.

create table checks (
  name varchar primary key,
  severity varchar not null check (severity in ('error', 'warn')),
  description varchar not null,
  violations bigint not null check (violations >= 0)
);

comment on table checks is
  'One row per check of warehouse/checks/ and its result.';
comment on column checks.name is 'What the check holds, which is also the name of its file.';
comment on column checks.severity is 'error blocks publication; warn is printed in the report.';
comment on column checks.description is 'What a violation means, in words.';
comment on column checks.violations is 'Number of rows that violate it.';

create table runs (
  run_id varchar primary key,
  started timestamptz not null,
  finished timestamptz not null,
  outcome varchar not null check (outcome in ('published', 'degraded', 'nothing to do', 'blocked', 'failed')),
  digest varchar not null
);

comment on table runs is
  'One row: the run that built this file.';
comment on column runs.run_id is 'Name of the run.';
comment on column runs.started is 'When it began, UTC.';
comment on column runs.finished is 'When it ended, UTC.';
comment on column runs.outcome is 'How it ended; degraded where a source is past its allowed age.';
comment on column runs.digest is 'sha256 over its inputs (snapshots, code, configuration), hex.';
