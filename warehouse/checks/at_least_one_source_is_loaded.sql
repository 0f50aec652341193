-- severity: error
-- description: No source of pages left a single row in any fact table.

select count(*) as loaded_rows
from facts
join sources using (source_id)
where not sources.is_reference
having count(*) = 0;
