-- severity: error
-- description: A fact table holds a row of a record that was quarantined or ignored.

with set_aside as (
  select * from records where disposition in ('quarantined', 'ignored')
)

select facts.table_name, set_aside.record_id, set_aside.disposition
from facts
inner join set_aside using (record_id);
