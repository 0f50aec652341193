/**
 * Ids of every source the almanac reads, in the order in which reports name them: career pages, then official
 * releases. They stand apart from the sources, so that a night on which nothing is new loads no code that reads pages.
 */
export const SOURCE_IDS = [
  "myperfectresume",
  "collegegrad",
  "careersinhealthcare",
  "wgu",
  "allhealthcare",
  "bls-ooh",
  "bls-oews-national",
  "bls-oews-metro",
  "ny-oews",
  "bls-projections",
  "onet",
] as const;
