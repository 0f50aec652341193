-- severity: error
-- description: The national series has an occupation code in a year in which the survey did not use it, or one that no vintage knows.

select series.record_id, series.release, series.occupation_code
from national_series as series
left join occupation_vintages as vintages using (occupation_code)
where
  vintages.occupation_code is null
  or cast(left(series.reference_period, 4) as integer) < vintages.first_year
  or cast(left(series.reference_period, 4) as integer) > coalesce(vintages.last_year, 9999);
