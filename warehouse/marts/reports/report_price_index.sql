-- The price index by year, oldest first.
create view report_price_index as
select
  cast(year as varchar) as row_key,
  [record_id] as record_ids,
  source_id,
  year,
  cast(cpi_u as double) as cpi_u
from price_index
order by year;

comment on view report_price_index is 'One row per year: annual average of the CPI-U.';
comment on column report_price_index.row_key is 'Names the row in this view: its year.';
comment on column report_price_index.record_ids is 'Records that the row was read from: a line of the reference table.';
comment on column report_price_index.source_id is 'Source of the record.';
comment on column report_price_index.year is 'Year that the average is of.';
comment on column report_price_index.cpi_u is 'Annual average of the CPI-U, 1982–84 = 100.';
