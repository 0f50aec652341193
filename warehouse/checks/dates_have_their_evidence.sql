-- severity: error
-- description: A period is malformed, is there without basis and evidence, or is missing although its basis is known.

select table_name, record_id, reference_period, reference_period_basis, reference_period_evidence
from facts
where
  (reference_period is null) <> (reference_period_basis = 'unknown')
  or (reference_period_evidence is null) <> (reference_period_basis = 'unknown')
  or not regexp_full_match(reference_period, '\d{4}(-(0[1-9]|1[0-2]))?|\d{4}/\d{4}');
