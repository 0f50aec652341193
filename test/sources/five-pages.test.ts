import { describe, expect, test } from "vitest";
import type { FactTables, TableName } from "../../pipeline/contracts/rows.ts";
import type { ReadSnapshot } from "../../pipeline/read-snapshot.ts";
import { endsOf, type PageId, readRaw, rowsIn } from "./page-facts.ts";

const page = (id: PageId): ReadSnapshot => readRaw(id);

/** Values of one column, in the page's order. */
function column<T extends TableName>(id: PageId, table: T, name: keyof FactTables[T]): unknown[] {
  return rowsIn(page(id), table).map((row) => row[name]);
}

describe("myperfectresume", () => {
  test("116 city rows: 113 as they stand, 2 repaired, 1 set aside; 52,520 jobs in the 115", () => {
    expect(endsOf(page("myperfectresume"), "city_row")).toEqual({ loaded: 113, repaired: 2, quarantined: 1 });
    const jobs = rowsIn(page("myperfectresume"), "employment").filter(({ measure }) => measure === "jobs");
    expect(jobs).toHaveLength(115);
    expect(jobs.reduce((sum, { value }) => sum + (value ?? Number.NaN), 0)).toBe(52_520);
  });

  test("courses are parted into title, description and benefit", () => {
    expect(column("myperfectresume", "courses", "title")).toEqual([
      "Medical Terminology",
      "Medical Coding",
      "Healthcare Statistics",
      "Health Information Systems and Technology",
      "Health Data Privacy",
      "Database Design and Query Languages",
    ]);
    for (const { description, benefit } of rowsIn(page("myperfectresume"), "courses")) {
      expect(description).toMatch(/^\p{Lu}.*\.$/u);
      expect(benefit).toMatch(/^\p{Lu}[^.]*\.$/u);
    }
  });

  test("topics, education, credentials, organizations, hours and renewal", () => {
    expect(column("myperfectresume", "study_topics", "topic")).toEqual([
      "Anatomy and physiology",
      "Medical terminology",
      "Classification and coding systems",
      "Health data requirements and standards",
      "Computer systems",
      "Healthcare statistics",
    ]);
    expect(column("myperfectresume", "education_requirements", "level")).toEqual([
      "associate",
      "certificate",
      "certification",
      "bachelor",
    ]);
    expect(rowsIn(page("myperfectresume"), "credentials")).toMatchObject([
      { abbreviation: "RHIT", credential_name: "Registered Health Information Technician" },
      { abbreviation: "CTR", credential_name: "Certified Tumor Registrar" },
      { abbreviation: "RHIT", issuer: "AHIMA", renewal_years: 2 },
    ]);
    expect(rowsIn(page("myperfectresume"), "organizations")).toMatchObject([
      { organization_name: "American Health Information Management Association", abbreviation: "AHIMA" },
      { organization_name: "National Cancer Registrars Association", abbreviation: "NCRA" },
      { organization_name: "Healthcare Information and Management Systems", abbreviation: "HIMSS" },
      { organization_name: "Occupational Outlook Handbook", abbreviation: null },
    ]);
    expect(rowsIn(page("myperfectresume"), "statements").filter(({ unit }) => unit !== null)).toMatchObject([
      { topic: "schedule", value: 40, unit: "hours_per_week" },
    ]);
  });

  test("nothing is dated, for nothing on the page is", () => {
    const periods = rowsIn(page("myperfectresume"), "wages").map((row) => row.reference_period_basis);
    expect(new Set(periods)).toEqual(new Set(["unknown"]));
  });
});

describe("collegegrad", () => {
  test("employment and the five industry shares, dated by the page's own projections", () => {
    const rows = rowsIn(page("collegegrad"), "employment");
    expect(rows.map(({ industry, measure, value }) => [industry, measure, value])).toEqual([
      [null, "jobs", 206_300],
      ["Hospitals; state, local, and private", "share_of_occupation_jobs_pct", 36],
      ["Offices of physicians", "share_of_occupation_jobs_pct", 19],
      ["Administrative and support services", "share_of_occupation_jobs_pct", 8],
      ["Professional, scientific, and technical services", "share_of_occupation_jobs_pct", 7],
      ["Nursing care facilities (skilled nursing facilities)", "share_of_occupation_jobs_pct", 6],
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({ reference_period: "2016", reference_period_basis: "inferred" });
      expect(row.reference_period_evidence).toContain("206,300");
    }
  });

  test("wages and medians by industry, dated by the release that they equal", () => {
    const rows = rowsIn(page("collegegrad"), "wages");
    expect(rows.map(({ industry, statistic, annual_usd }) => [industry, statistic, annual_usd])).toEqual([
      [null, "median", 38_040],
      [null, "p10", 25_070],
      [null, "p90", 62_840],
      ["Professional, scientific, and technical services", "median", 41_600],
      ["Hospitals; state, local, and private", "median", 40_510],
      ["Administrative and support services", "median", 38_540],
      ["Nursing care facilities (skilled nursing facilities)", "median", 35_910],
      ["Offices of physicians", "median", 33_030],
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({
        reference_period: "2016-05",
        reference_period_basis: "inferred",
        occupation_code: "29-2071",
      });
    }
  });

  test("projections: the stated table, and the sentence that has the same growth", () => {
    expect(rowsIn(page("collegegrad"), "projections")).toMatchObject([
      { change_pct: 13, base_year: null, reference_period: "2016/2026", reference_period_basis: "inferred" },
      {
        base_year: 2016, target_year: 2026, base_jobs: 206_300, target_jobs: 234_100, change_jobs: 27_800, change_pct: 13,
        reference_period: "2016/2026", reference_period_basis: "stated",
      },
    ]); // prettier-ignore
  });

  test("duties by role, qualities, vacancies with their topic, certification and education statements", () => {
    const roles = column("collegegrad", "duties", "role");
    const count = (role: string): number => roles.filter((one) => one === role).length;
    expect([
      count("Health information technicians"),
      count("Medical coders"),
      count("Cancer registrars"),
    ]).toEqual([6, 3, 5]);
    expect(column("collegegrad", "skills", "skill")).toEqual([
      "Analytical skills",
      "Detail oriented",
      "Integrity",
      "Interpersonal skills",
      "Technical skills",
    ]);
    const postings = rowsIn(page("collegegrad"), "job_postings");
    expect(
      postings.map(({ title, employer, city, state, is_on_topic }) => [
        title,
        employer,
        city,
        state,
        is_on_topic,
      ]),
    ).toEqual([
      ["Medical Records Technician", "LINDA MARRACCINI M.D.P.A.", "Miami", "FL", true],
      ["Automotive Technician", "Boyd's Automotive", "Sandy", "UT", false],
      [
        "Medical Record Technician (Release Of Information)",
        "Department of Veterans Affairs",
        "Washington",
        "DC",
        true,
      ],
      ["Medical Assisstant I HTPN", "HealthTexas Provider Network", "Midlothian", "TX", false],
      ["Registered Nurse (RN)", "Shannon Medical Center", "San Angelo", "TX", false],
      ["Medicolegal Technician I", "Hendrick Health System", "Abilene", "TX", false],
    ]);
    expect(postings.every(({ topic_reason }) => topic_reason.startsWith("title names"))).toBe(true);
    const topics = column("collegegrad", "statements", "topic");
    expect(topics).toContain("certification");
    expect(topics).toContain("education");
    expect(column("collegegrad", "credentials", "abbreviation")).toEqual(["RHIT", "CTR", "CTR"]);
  });
});

describe("careersinhealthcare", () => {
  test("titles, salary, training, growth", () => {
    expect(rowsIn(page("careersinhealthcare"), "job_titles").slice(1)).toMatchObject([
      { title: "Health Information Technicians", abbreviation: "HIT", relation: "alternate_title" },
      { title: "Medical Records Technicians", abbreviation: "MRT", relation: "alternate_title" },
      { title: "Medical Records Specialist", abbreviation: null, relation: "alternate_title" },
    ]);
    const wages = rowsIn(page("careersinhealthcare"), "wages");
    expect(wages.map(({ statistic, annual_usd }) => [statistic, annual_usd])).toEqual([
      ["typical", 38_040],
      ["range_low", 25_070],
      ["range_high", 62_840],
      ["median", 38_040],
      ["p10", 25_070],
      ["p90", 62_840],
    ]);
    expect(rowsIn(page("careersinhealthcare"), "statements")).toContainEqual(
      expect.objectContaining({ topic: "training_length", value: 2, unit: "years" }),
    );
    expect(rowsIn(page("careersinhealthcare"), "projections")).toMatchObject([
      { change_pct: 13, reference_period: null, reference_period_basis: "unknown" },
    ]);
  });

  test("states ranked by employment and by pay", () => {
    const ranked = rowsIn(page("careersinhealthcare"), "area_rankings").map(
      ({ measure, rank, state }) => `${measure} ${rank} ${state}`,
    );
    expect(ranked).toEqual([
      "employment 1 CA", "employment 2 TX", "employment 3 FL", "employment 4 OH", "employment 5 NY",
      "pay 1 NJ", "pay 2 AK", "pay 3 CA", "pay 4 MD", "pay 5 CO",
    ]); // prettier-ignore
  });

  test("organizations, credentials, steps; the interviewee as a source only", () => {
    expect(column("careersinhealthcare", "organizations", "abbreviation")).toEqual([
      "AHIMA",
      "AAPC",
      "PAHCS",
      "NHA",
      null,
    ]);
    expect(column("careersinhealthcare", "credentials", "abbreviation").sort()).toEqual([
      "CTR",
      "RHIA",
      "RHIT",
    ]);
    expect(rowsIn(page("careersinhealthcare"), "qualification_steps")).toHaveLength(5);
    expect(rowsIn(page("careersinhealthcare"), "interviewees")).toMatchObject([
      {
        person_name: "Gina McNellis",
        credentials: "MA, RHIA, CTR, CHP",
        practice: "Himagine Solutions, Inc.",
        location: "Florida",
      },
    ]);
    const statements = column("careersinhealthcare", "statements", "statement").join(" ");
    expect(statements).not.toContain("McNellis");
    expect(endsOf(page("careersinhealthcare"), "teaser")).toEqual({ ignored: 15 });
  });
});

describe("wgu", () => {
  test("pay dated by its release, outlook as stated", () => {
    const wages = rowsIn(page("wgu"), "wages");
    expect(wages.map(({ statistic, annual_usd }) => [statistic, annual_usd])).toEqual([
      ["median", 50_250],
      ["range_low", 35_780],
      ["range_high", 80_950],
    ]);
    for (const row of wages) {
      expect(row).toMatchObject({
        reference_period: "2024-05",
        reference_period_basis: "inferred",
        occupation_code: "29-2072",
      });
    }
    expect(rowsIn(page("wgu"), "projections")).toMatchObject([
      {
        base_year: 2024,
        target_year: 2034,
        change_pct: 7,
        openings_per_year: 14_200,
        reference_period_basis: "stated",
      },
    ]);
  });

  test("responsibilities, skills, steps, program and the seller's own claim", () => {
    expect(rowsIn(page("wgu"), "duties")).toHaveLength(9);
    expect(
      rowsIn(page("wgu"), "skills")
        .filter(({ skill_kind }) => skill_kind === "skill")
        .map(({ skill }) => skill),
    ).toEqual([
      "EHR management",
      "Data entry and validation",
      "Knowledge of the healthcare industry",
      "Communication",
      "Leadership",
      "Time management",
      "Continuous learning",
      "Attention to detail",
    ]);
    expect(column("wgu", "qualification_steps", "title")).toEqual([
      "Obtain a Relevant Healthcare Degree",
      "Work in Entry-Level Health Information Roles",
      "Earn a Professional Certification",
    ]);
    expect(rowsIn(page("wgu"), "programs")).toMatchObject([
      {
        program_name: "Health Information Management", degree: "B.S.", tuition_usd: 4210, tuition_term_months: 6,
        course_count: 36, completion_pct: 61, completion_months: 36, accreditor: "CAHIIM", qualifies_for_exam: "RHIA",
      },
    ]); // prettier-ignore
    expect(rowsIn(page("wgu"), "statements")).toContainEqual(
      expect.objectContaining({ topic: "sellers_claim", value: 92, unit: "pct", is_sellers_claim: true }),
    );
    expect(endsOf(page("wgu"), "template_placeholder")).toEqual({ ignored: 1 });
  });
});

describe("allhealthcare", () => {
  test("figures of May 2006, stated by the page", () => {
    const wages = rowsIn(page("allhealthcare"), "wages");
    expect(wages.map(({ industry, statistic, annual_usd }) => [industry, statistic, annual_usd])).toEqual([
      [null, "median", 28_030],
      [null, "p25", 22_420],
      [null, "p75", 35_990],
      [null, "p10", 19_060],
      [null, "p90", 45_260],
      ["General medical and surgical hospitals", "median", 29_400],
      ["Nursing care facilities", "median", 28_410],
      ["Outpatient care centers", "median", 26_680],
      ["Offices of physicians", "median", 24_170],
    ]);
    for (const row of wages)
      expect(row).toMatchObject({ reference_period: "2006-05", reference_period_basis: "stated" });
  });

  test("organizations with their addresses, related occupations, prospects", () => {
    expect(rowsIn(page("allhealthcare"), "organizations")).toMatchObject([
      {
        organization_name: "American Health Information Management Association",
        postal_address: "233 N. Michigan Ave., Suite 2150, Chicago, IL 60601-5800",
        city: "Chicago",
        state: "IL",
        postal_code: "60601-5800",
      },
      {
        organization_name: "American Academy of Professional Coders",
        city: "Salt Lake City",
        state: "UT",
        postal_code: "84120",
      },
      {
        organization_name: "National Cancer Registrars Association",
        city: "Alexandria",
        state: "VA",
        postal_code: "22314",
      },
    ]);
    expect(column("allhealthcare", "related_occupations", "related_title")).toEqual([
      "Medical secretaries",
      "medical transcriptionists",
    ]);
    expect(column("allhealthcare", "statements", "statement")[0]).toMatch(/should be very good\.$/u);
  });
});
