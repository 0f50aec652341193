import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { endsOf, rawPath, readBytes, rowsIn } from "./page-facts.ts";

/** The project's pages rewritten for other occupations: same template, other words and figures. */
const nurses = readFileSync(join(PROJECT_DIR, "test", "fixtures", "twins", "collegegrad.txt"), "utf8")
  .replaceAll("Medical Records and Health Information Technicians", "Registered Nurses")
  .replaceAll("Medical records and health information technicians", "Registered nurses")
  .replaceAll("medical records and health information technicians", "registered nurses")
  .replaceAll("206,300", "2,955,200")
  .replaceAll("234,100", "2,777,900")
  .replaceAll("27,800", "-177,300")
  .replace(" 13 -177,300", " -6 -177,300")
  .replace("grow 13 percent over the next ten years", "decline 6 percent over the next ten years")
  .replace(
    "median annual wage for registered nurses is $38,040",
    "median hourly wage for registered nurses is $33.65",
  )
  .replace("less than $25,070", "less than $23.41")
  .replace("more than $62,840", "more than $50.05");

describe("a page of the same template for another occupation", () => {
  const page = readBytes("collegegrad", Buffer.from(nurses));

  test("takes its title from the page, and no code that nothing proves", () => {
    expect(page.occupation).toEqual({ occupation_title: "Registered Nurses", occupation_code: null });
  });

  test("reads hourly wages as hourly, and dates nothing by releases of another occupation", () => {
    const [median, p10, p90] = rowsIn(page, "wages").filter(({ industry }) => industry === null);
    expect([p10?.hourly_usd, p90?.hourly_usd]).toEqual([23.41, 50.05]);
    expect(median).toMatchObject({
      statistic: "median",
      annual_usd: null,
      hourly_usd: 33.65,
      reference_period_basis: "unknown",
    });
  });

  test("reads a decline as one", () => {
    expect(rowsIn(page, "projections")).toMatchObject([
      { change_pct: -6, reference_period_basis: "inferred" },
      { base_jobs: 2_955_200, target_jobs: 2_777_900, change_jobs: -177_300, change_pct: -6 },
    ]);
  });

  test("judges vacancies by its own title", () => {
    const postings = rowsIn(page, "job_postings").map(({ title, is_on_topic }) => [title, is_on_topic]);
    expect(postings).toContainEqual(["Registered Nurse (RN)", true]);
    expect(postings).toContainEqual(["Medical Records Technician", false]);
  });
});

test("a city table of a larger occupation reads shares above one percent", () => {
  const original = readFileSync(rawPath("myperfectresume"), "utf8");
  const larger = original.replaceAll(/0\.(?=\d\d%)/gu, "1.");
  const page = readBytes("myperfectresume", Buffer.from(larger));
  expect(endsOf(page, "city_row")).toEqual({ loaded: 113, repaired: 2, quarantined: 1 });
  const shares = rowsIn(page, "employment").filter(({ measure }) => measure === "share_of_area_jobs_pct");
  expect(shares.every(({ value }) => value !== null && value > 1 && value < 2)).toBe(true);
});
