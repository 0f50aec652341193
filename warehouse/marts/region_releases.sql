-- The official release that tells of the regions of a state: its own of the regions it is parted into, or else the
-- newest with its metropolitan areas.
create view region_releases as
select
  state,
  source_id,
  release,
  bool_or(area_type = 'region') as has_regions
from region_figures
where area_type <> 'state'
group by state, source_id, release
-- One metropolitan area says nothing of how a state's areas differ.
having bool_or(area_type = 'region') or count(distinct area_name) > 1
qualify
  row_number() over (
    partition by state
    order by bool_or(area_type = 'region') desc, max(reference_period) desc nulls last, source_id, release
  ) = 1;

comment on view region_releases is
  'One row per state: the official release with the occupation at hand in its regions; the state''s own, or else the newest with several metropolitan areas.';
comment on column region_releases.state is 'Postal code of the state.';
comment on column region_releases.source_id is 'Source of the release.';
comment on column region_releases.release is 'Release: OEWS May 2015; null where the file does not say.';
comment on column region_releases.has_regions is
  'True where the areas are regions that the state is parted into; false where they are metropolitan and nonmetropolitan areas.';
