-- severity: error
-- description: A figure of the nation names a state, or one of a state or city names none.

with areas as (
  select 'wages' as table_name, record_id, area_type, area_name, state from wages
  union all
  select 'employment' as table_name, record_id, area_type, area_name, state from employment
)

select distinct table_name, record_id, area_type, area_name, state
from areas
where
  case area_type
    when 'nation' then state is not null
    when 'region' then false
    else state is null
  end;
