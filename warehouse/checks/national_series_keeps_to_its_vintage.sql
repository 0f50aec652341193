-- severity: error
-- description: The national series has an occupation code in a year in which the survey did not use it, or one of the project's own table that no vintage knows.

select series.record_id, series.release, series.occupation_code
from national_series as series
join sources on sources.source_id = series.source_id
left join occupation_vintages as vintages on vintages.occupation_code = series.occupation_code
where
  (sources.is_reference and vintages.occupation_code is null)
  or try_cast(left(series.reference_period, 4) as integer) < vintages.first_year
  or try_cast(left(series.reference_period, 4) as integer) > coalesce(vintages.last_year, 9999);
