-- severity: error
-- description: An area is of a delineation that area_delineations does not list.

select area_names.delineation, area_names.area_code, area_names.area_name, area_names.whole_code
from area_names
left join area_delineations using (delineation)
where area_delineations.delineation is null;
