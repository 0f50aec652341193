-- severity: error
-- description: A repair is recorded of a record that does not count as repaired.

with other_records as (
  select * from records where disposition <> 'repaired'
)

select repairs.record_id, repairs.rule, other_records.disposition
from repairs
inner join other_records using (record_id);
