-- severity: error
-- description: For a source, seen is not loaded + repaired + quarantined + ignored, counted from what each leaves behind.

with rows_of_records as (
  select distinct record_id from facts
),

repairs_of_records as (
  select distinct record_id from repairs
),

-- A disposition counts only with its evidence: rows, repairs, a place in quarantine, the name of a rule.
witnessed as (
  select
    records.source_id,
    records.disposition = 'loaded'
      and rows_of_records.record_id is not null
      and repairs_of_records.record_id is null as is_loaded,
    records.disposition = 'repaired'
      and rows_of_records.record_id is not null
      and repairs_of_records.record_id is not null as is_repaired,
    quarantine.record_id is not null and rows_of_records.record_id is null as is_quarantined,
    records.disposition = 'ignored'
      and records.reason is not null
      and rows_of_records.record_id is null as is_ignored
  from records
  left join rows_of_records using (record_id)
  left join repairs_of_records using (record_id)
  left join quarantine using (record_id)
),

tallies as (
  select
    source_id,
    count(*) as seen,
    count(*) filter (is_loaded) as loaded,
    count(*) filter (is_repaired) as repaired,
    count(*) filter (is_quarantined) as quarantined,
    count(*) filter (is_ignored) as ignored
  from witnessed
  group by source_id
)

select source_id, seen, loaded, repaired, quarantined, ignored
from tallies
where seen <> loaded + repaired + quarantined + ignored;
