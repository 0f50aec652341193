import type { Source } from "../contracts/source.ts";
import { allhealthcare } from "./allhealthcare/source.ts";
import { blsOewsMetro } from "./bls-oews-metro/source.ts";
import { blsOewsNational } from "./bls-oews-national/source.ts";
import { blsOoh } from "./bls-ooh/source.ts";
import { blsProjections } from "./bls-projections/source.ts";
import { careersinhealthcare } from "./careersinhealthcare/source.ts";
import { collegegrad } from "./collegegrad/source.ts";
import { myperfectresume } from "./myperfectresume/source.ts";
import { nyOews } from "./ny-oews/source.ts";
import { onet } from "./onet/source.ts";
import { wgu } from "./wgu/source.ts";

/** Every source the almanac reads, in the order of {@link SOURCE_IDS}. */
export const sources: readonly Source[] = [
  myperfectresume,
  collegegrad,
  careersinhealthcare,
  wgu,
  allhealthcare,
  blsOoh,
  blsOewsNational,
  blsOewsMetro,
  nyOews,
  blsProjections,
  onet,
];
