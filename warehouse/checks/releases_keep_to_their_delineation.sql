-- severity: error
-- description: A release is said to have areas of a delineation that a release of its year cannot have.

select releases.release, releases.area_delineation, first_release_year, last_release_year
from releases
join area_delineations on area_delineations.delineation = releases.area_delineation
where try_cast(left(releases.reference_period, 4) as integer) not between first_release_year
  and coalesce(last_release_year, 9999);
