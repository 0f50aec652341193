import { insertInto } from "../insert.ts";
import { about } from "../sample.ts";
import type { Case } from "./case.ts";

const LOST = "every_record_is_accounted_for";

/** What becomes of records, snapshots and blocks. */
export const provenance: readonly Case[] = [
  { what: "the sample as it is", sql: "select 1", violates: [] },
  {
    what: "a loaded record without a row",
    sql: "delete from area_rankings where rank = 2",
    violates: ["every_loaded_record_has_a_row", LOST],
  },
  {
    what: "a row of a quarantined record",
    sql: insertInto("related_occupations", {
      ...about,
      record_id: "cities/city_row/0003",
      related_title: "Nurse",
    }),
    violates: [LOST, "every_row_has_a_loaded_record"],
  },
  {
    what: "a row of an ignored record",
    sql: insertInto("related_occupations", {
      ...about,
      record_id: "cities/vacancy/0004",
      related_title: "Nurse",
    }),
    violates: [LOST, "every_row_has_a_loaded_record"],
  },
  {
    what: "a repaired record without repairs",
    sql: "delete from repairs",
    violates: [LOST, "every_repaired_record_has_repairs"],
  },
  {
    what: "a repair of a record that is not repaired",
    sql: "insert into repairs values ('cities/city_row/0000', 'cities', 'state', 'rule', 'a', 'b')",
    violates: [LOST, "every_repair_has_a_repaired_record"],
  },
  {
    what: "a row under another source than its record's",
    sql: "update projections set source_id = 'cities'",
    violates: ["rows_keep_the_source_of_their_record"],
  },
  {
    what: "a repair under another source than its record's",
    sql: "update repairs set source_id = 'national'",
    violates: ["rows_keep_the_source_of_their_record"],
  },
  {
    what: "records of a snapshot that is not there",
    sql: "update records set snapshot_id = repeat('f', 64) where kind = 'vacancy'",
    violates: ["every_record_is_of_a_current_snapshot"],
  },
  {
    what: "blocks of a snapshot that is not there",
    sql: "update blocks set snapshot_id = repeat('f', 64) where position = 0 and source_id = 'cities'",
    violates: ["every_record_is_of_a_current_snapshot"],
  },
  {
    what: "records of a superseded snapshot",
    sql: `insert into snapshots
      select * replace ('cities/new.txt' as path, repeat('f', 64) as snapshot_id)
      from snapshots where source_id = 'cities';
      update snapshots set state = 'superseded' where path = 'cities/page.txt'`,
    violates: ["every_record_is_of_a_current_snapshot"],
  },
  {
    what: "two current snapshots of one part of a source",
    sql: `insert into snapshots
      select * replace ('cities/new.txt' as path, repeat('f', 64) as snapshot_id)
      from snapshots where source_id = 'cities'`,
    violates: ["no_source_has_two_current_snapshots"],
  },
  {
    what: "current snapshots of two parts of a source",
    sql: `insert into snapshots
      select * replace ('cities/new.txt' as path, repeat('f', 64) as snapshot_id, 'another page' as part)
      from snapshots where source_id = 'cities'`,
    violates: [],
  },
  {
    what: "an older snapshot of the same part that is superseded",
    sql: `insert into snapshots
      select * replace ('cities/old.txt' as path, repeat('f', 64) as snapshot_id, 'superseded' as state)
      from snapshots where source_id = 'cities'`,
    violates: [],
  },
  {
    what: "a source whose only snapshot is unusable",
    sql: `insert into snapshots
      select * replace ('asleep' as source_id, 'unusable' as state, 'a challenge page' as state_reason)
      from snapshots where source_id = 'cities'`,
    violates: ["every_source_with_snapshots_has_a_usable_one"],
  },
  {
    what: "no row at all",
    sql: "delete from wages; delete from employment; delete from projections; delete from area_rankings",
    violates: ["at_least_one_source_is_loaded", "every_loaded_record_has_a_row", LOST],
  },
  {
    what: "rows of reference tables only",
    sql: "update sources set is_reference = true",
    violates: ["at_least_one_source_is_loaded"],
  },
  {
    what: "a block that nobody reads",
    sql: "update blocks set state = 'unclaimed' where position = 0",
    violates: ["every_block_is_claimed"],
  },
  ...[
    "chars:0-3",
    "chars:0-",
    "chars:9-1",
    "0-48",
    "line:0",
    "Sheet!5A",
    "!A5",
    "#line:5",
    "oews.zip#",
    "",
  ].map((locator) => ({
    what: `the locator "${locator}"`,
    sql: `update records set locator = '${locator}' where record_id = 'cities/city_row/0000'`,
    violates: ["locators_span_their_raw_text"],
  })),
  ...["line:12", "Wages 2024!AB12", "oews.zip#line:12", "oews.zip#national M2024!A5"].map((locator) => ({
    what: `the locator "${locator}" of a table`,
    sql: `update records set locator = '${locator}'`,
    violates: [],
  })),
];
