-- severity: error
-- description: No source left a single row in any fact table.

select count(*) as loaded_rows
from facts
having count(*) = 0;
