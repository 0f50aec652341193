-- severity: error
-- description: A value is missing without a mark that says why, or is marked as missing although it is there.

with values_and_marks as (
  select
    'wages' as table_name,
    record_id,
    statistic as of_what,
    annual_usd is null and hourly_usd is null as is_missing,
    -- A release publishes some wages by the year only or by the hour only, and marks the other.
    annual_usd is not null and hourly_usd is not null or release is null as is_all_there_is,
    mark
  from wages
  union all
  select
    'employment' as table_name,
    record_id,
    measure as of_what,
    value is null as is_missing,
    true as is_all_there_is,
    mark
  from employment
)

select table_name, record_id, of_what, is_missing, mark
from values_and_marks
where case when mark is null then is_missing else not is_missing and is_all_there_is end;
