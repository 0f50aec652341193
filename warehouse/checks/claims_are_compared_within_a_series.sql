-- severity: error
-- description: A claim may be printed with a change in percent to a figure of another occupation code, classification or survey.

select claim_id, origin, today_release, today_occupation_code
from claims
left join releases as origin_release on origin_release.release = claims.origin_release
left join releases as today_release on today_release.release = claims.today_release
where
  is_comparable
  and (
    origin_occupation_code <> today_occupation_code
    or origin_release.classification is distinct from today_release.classification
    or (claims.origin_release <> claims.today_release and (origin_release.release is null or today_release.release is null))
    or claims.origin_release is null
    or claims.today_release is null
  );
