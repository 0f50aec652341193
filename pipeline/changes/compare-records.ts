import type {
  AbsentSource,
  CheckChange,
  Cleared,
  Differences,
  PartChange,
  SetAside,
  UnusableSnapshot,
} from "../contracts/changes.ts";
import type { Database } from "../lib/duckdb.ts";
import { BEFORE } from "./compare-tables.ts";
import { listed } from "./listed.ts";

/** Characters of a record that a list of changes shows. */
const SHOWN = 200;

/** Records that are set aside for a reason, and were not for that reason in the edition before; and the other way round. */
export async function compareQuarantine(db: Database): Promise<Differences["quarantine"]> {
  const setAside = (mine: string, theirs: string, more: string) => `
    select record_id, mine.source_id, mine.locator, mine.reason, left(mine.raw_text, ${String(SHOWN)}) as raw_text${more}
    from ${mine} as mine left join ${theirs} as theirs using (record_id)
    where mine.disposition = 'quarantined'
      and (theirs.disposition is distinct from 'quarantined' or theirs.reason <> mine.reason)
    order by mine.source_id, mine.locator, record_id`;
  const before = `${BEFORE}.records`;
  const come = await db.query<SetAside>(setAside("records", before, ""));
  const cleared = await db.query<Cleared>(setAside(before, "records", ", theirs.disposition as became"));
  return { new: listed(come.map(plain)), cleared: listed(cleared.map(plain)) };
}

/** Parts of sources with another current snapshot, snapshots that cannot be used now, and sources that are missing. */
export async function compareSources(db: Database): Promise<Differences["sources"]> {
  const current = (from: string) =>
    `select source_id, coalesce(part, '') as part, min(snapshot_id) as snapshot_id
     from ${from} where state = 'current' group by all`;
  const parts = await db.query<PartChange>(`
    select
      source_id, part,
      case when mine.snapshot_id is null then 'gone' when theirs.snapshot_id is null then 'new' else 'changed' end as change,
      theirs.snapshot_id as before, mine.snapshot_id as after
    from (${current("snapshots")}) as mine
    full join (${current(`${BEFORE}.snapshots`)}) as theirs using (source_id, part)
    where mine.snapshot_id is distinct from theirs.snapshot_id
    order by source_id, part`);
  const unusable = await db.query<UnusableSnapshot>(`
    select source_id, path, state_reason as reason
    from snapshots as mine
    where state = 'unusable' and not exists (
      select 1 from ${BEFORE}.snapshots as theirs
      where theirs.state = 'unusable' and theirs.source_id = mine.source_id and theirs.path = mine.path
        and theirs.snapshot_id = mine.snapshot_id)
    order by source_id, path`);
  const absent = await db.query<AbsentSource>(`
    select source_id, source_id in (select source_id from snapshots) as has_snapshots
    from (
      select source_id from ${BEFORE}.snapshots where state = 'current'
      except
      select source_id from snapshots where state = 'current')
    order by source_id`);
  return {
    parts: listed(parts.map(plain)),
    unusable: listed(unusable.map(plain)),
    absent: absent.map(plain),
  };
}

/** Checks that find another number of violations, are of another severity, or are in one warehouse only. */
export async function compareChecks(db: Database): Promise<CheckChange[]> {
  const rows = await db.query<CheckChange>(`
    select
      name, coalesce(mine.severity, theirs.severity) as severity,
      theirs.violations as before, mine.violations as after
    from checks as mine full join ${BEFORE}.checks as theirs using (name)
    where mine.violations is distinct from theirs.violations or mine.severity is distinct from theirs.severity
    order by name`);
  return rows.map(plain);
}

/** Rows come without prototype; what is handed on is an object like any other. */
const plain = <Row extends object>(row: Row): Row => ({ ...row });
