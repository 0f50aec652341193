import { insertInto } from "../insert.ts";
import { statedIn, undated } from "../sample.ts";
import type { Case } from "./case.ts";

/** Areas of 2013 and a release that has them, before a statement that breaks it. */
const areas = (broken = ""): string =>
  [
    insertInto("area_delineations", {
      ...undated,
      delineation: "OMB 2013",
      announced_on: "2013-02-28",
      first_release_year: 2015,
      last_release_year: 2023,
      divisions_last_release_year: 2017,
      evidence: "the names of the release",
    }),
    insertInto("area_names", {
      ...undated,
      delineation: "OMB 2013",
      area_kind: "metro",
      area_code: "38060",
      area_name: "Phoenix-Mesa-Scottsdale, AZ",
      basis: "a list of names",
    }),
    insertInto("releases", {
      ...statedIn("2016-05"),
      release: "OEWS May 2016",
      survey: "OEWS",
      classification: "SOC 2010",
      area_delineation: "OMB 2013",
    }),
    broken,
  ].join(";");

/** Delineations of metropolitan areas and the releases that have them. */
export const delineations: readonly Case[] = [
  { what: "a release with areas of its time", sql: areas(), violates: [] },
  {
    what: "a release with areas of a delineation that no table tells of",
    sql: areas("update releases set area_delineation = 'OMB 1999'"),
    violates: [],
  },
  ...["2014-05", "2024-05"].map((period) => ({
    what: `a release of ${period} with areas of 2013`,
    sql: areas(`update releases set reference_period = '${period}'`),
    violates: ["releases_keep_to_their_delineation"],
  })),
  {
    what: "a name of an unknown delineation",
    sql: areas("update area_names set delineation = 'OMB 1999'"),
    violates: ["area_names_have_their_delineation"],
  },
];
