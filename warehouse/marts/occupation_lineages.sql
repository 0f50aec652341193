-- Codes that stood in each other's place over the years, so that a report can show one beside the other.
create view occupation_lineages as
with recursive
  neighbours as (
    select occupation_code as from_code, follows_code as to_code
    from occupation_vintages
    where follows_code is not null
    union
    select follows_code as from_code, occupation_code as to_code
    from occupation_vintages
    where follows_code is not null
  ),
  -- "union" keeps each pair once, which is what ends the recursion.
  reached as (
    select occupation_code, occupation_code as start_code from occupation_vintages
    union
    select neighbours.to_code as occupation_code, reached.start_code
    from reached
    join neighbours on neighbours.from_code = reached.occupation_code
  )
select start_code as occupation_code, min(occupation_code) as lineage
from reached
group by start_code;

comment on view occupation_lineages is
  'One row per code of occupation_vintages: the lineage it belongs to. Codes of one lineage follow each other and are never of the same extent.';
comment on column occupation_lineages.occupation_code is 'Code of the occupation.';
comment on column occupation_lineages.lineage is 'Names the lineage: the least of its codes.';
