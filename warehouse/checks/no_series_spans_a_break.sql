-- severity: error
-- description: A series, or what the reports may join into one line, has figures of two occupation codes, classifications or delineations of areas.

with
  joined as (
    select series_key, occupation_code, classification, area_type, area_code, area_delineation, industry_code
    from series_points
    union all
    select
      series_key, occupation_code, classification, 'nation' as area_type, null as area_code,
      null as area_delineation, null as industry_code
    from report_national_series
  )

select
  series_key,
  min(occupation_code) as one_code,
  max(occupation_code) as other_code,
  min(classification) as one_classification,
  max(classification) as other_classification
from joined
group by series_key
having
  min(occupation_code) <> max(occupation_code)
  or min(classification) <> max(classification)
  or count(classification) not in (0, count(*))
  or min(area_type || coalesce(area_code, '')) <> max(area_type || coalesce(area_code, ''))
  or min(coalesce(area_delineation, '')) <> max(coalesce(area_delineation, ''))
  or min(coalesce(industry_code, '')) <> max(coalesce(industry_code, ''));
