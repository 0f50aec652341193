-- severity: error
-- description: A locator is malformed, or is not as long as the text that stands at it.

-- Locators count UTF-16 code units; length() counts characters, of which those beyond U+FFFF take two.
with measured as (
  select
    record_id,
    locator,
    length(raw_text) + length(regexp_replace(raw_text, '[^\x{10000}-\x{10FFFF}]', '', 'g')) as raw_text_units,
    regexp_extract(locator, '^chars:(\d+)-(\d+)$', ['start', 'end']) as span,
    starts_with(locator, 'chars:') as is_span,
    regexp_full_match(locator, '(.+#)?line:[1-9]\d*') or regexp_full_match(locator, '(.+#)?.+![A-Z]+[1-9]\d*') as is_cell
  from records
)

select record_id, locator, raw_text_units
from measured
where
  case
    when is_span
      then coalesce(try_cast(span['end'] as bigint) - try_cast(span['start'] as bigint) <> raw_text_units, true)
    else not is_cell
  end;
