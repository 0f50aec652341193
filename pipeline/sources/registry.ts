import type { Source } from "../contracts/source.ts";
import { allhealthcare } from "./allhealthcare/source.ts";
import { careersinhealthcare } from "./careersinhealthcare/source.ts";
import { collegegrad } from "./collegegrad/source.ts";
import { myperfectresume } from "./myperfectresume/source.ts";
import { wgu } from "./wgu/source.ts";

/** Every source the almanac reads, in the order in which reports name them. */
export const sources: readonly Source[] = [
  myperfectresume,
  collegegrad,
  careersinhealthcare,
  wgu,
  allhealthcare,
];
