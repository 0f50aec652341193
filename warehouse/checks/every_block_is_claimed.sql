-- severity: warn
-- description: A block of a page, or a column of a table, is read by no record and passed over by no rule.

select source_id, position, kind, locator
from blocks
where state = 'unclaimed';
