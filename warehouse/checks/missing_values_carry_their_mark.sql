-- severity: error
-- description: A value is missing without a mark that says why, or is marked as missing although it is there.

with values_and_marks as (
  select
    'wages' as table_name,
    record_id,
    statistic as of_what,
    annual_usd is null and hourly_usd is null as is_missing,
    mark
  from wages
  union all
  select 'employment' as table_name, record_id, measure as of_what, value is null as is_missing, mark
  from employment
)

select table_name, record_id, of_what, is_missing, mark
from values_and_marks
where is_missing <> (mark is not null);
