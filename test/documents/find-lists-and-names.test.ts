import { describe, expect, test } from "vitest";
import { listAfter, sectionUnder, sentencesOf } from "../../pipeline/documents/find-blocks.ts";
import { findDefinitions } from "../../pipeline/documents/find-definitions.ts";
import { findEducationRequirements } from "../../pipeline/documents/find-education.ts";
import { findHeadlineNumbers, findJobPostings, listMembers } from "../../pipeline/documents/find-facts.ts";
import { findInlineLabelValues, findLabelValues } from "../../pipeline/documents/find-label-values.ts";
import { findAbbreviatedNames } from "../../pipeline/documents/find-names.ts";
import { runTogetherReadings } from "../../pipeline/documents/find-run-together.ts";
import { mapText } from "../../pipeline/documents/mapped-text.ts";
import { dump, fieldsOf, html } from "./dump.ts";

const mapped = (text: string): ReturnType<typeof mapText> => mapText(text, 0, text.length);

describe("label–value tables", () => {
  test("the unit of the first row goes for all; the table ends where rows do", () => {
    const page = dump(
      "Shares are as follows:\n\nHospitals; state, local 36%\nOffices 19\nIn all of them\nHomes 6",
    );
    expect(fieldsOf(findLabelValues(page, "share", /as follows/u))).toEqual([
      { label: "Hospitals; state, local", value: "36%", unit: "%" },
      { label: "Offices", value: "19", unit: "%" },
    ]);
  });

  test("pairs in one line", () => {
    const pairs = findInlineLabelValues(
      mapped("Hospitals: $29,400 Nursing care facilities: $28,410"),
      "wage",
    );
    expect(fieldsOf(pairs)).toEqual([
      { label: "Hospitals", value: "$29,400", unit: "$" },
      { label: "Nursing care facilities", value: "$28,410", unit: "$" },
    ]);
  });
});

describe("definitions", () => {
  test("label, full stop, explanation; a plain sentence is none", () => {
    const page = dump(
      "• EHR management.  Keeping records in order.\n• All of this is done every day by people. It matters.\n• Integrity: Law demands it.",
    );
    expect(fieldsOf(findDefinitions(page.blocks, "skill"))).toEqual([
      { label: "EHR management", text: "Keeping records in order.", position: "1" },
      { label: "Integrity", text: "Law demands it.", position: "2" },
    ]);
  });

  test("dt and dd", () => {
    const page = html("<dl><dt>Integrity</dt><dd>law demands it</dd></dl>");
    expect(fieldsOf(findDefinitions(page.blocks, "skill"))).toMatchObject([
      { label: "Integrity", text: "law demands it" },
    ]);
  });
});

describe("names with abbreviations", () => {
  const names = (text: string): string[] =>
    findAbbreviatedNames(dump(text).blocks).map(
      ({ name, abbreviation, kind }) => `${name} | ${abbreviation} | ${kind}`,
    );

  test.each([
    [
      "She became a Registered Health Information Technician (RHIT) then.",
      "Registered Health Information Technician | RHIT | credential",
    ],
    [
      "The Commission on Accreditation for Health Informatics (CAHIIM) says so.",
      "Commission on Accreditation for Health Informatics | CAHIIM | organization",
    ],
    [
      "It is in the Health Insurance Portability and Accountability Act (HIPAA).",
      "Health Insurance Portability and Accountability Act | HIPAA | law",
    ],
  ])("%s", (text, expected) => {
    expect(names(text)).toEqual([expected]);
  });

  test.each([
    ["They keep electronic health records (EHRs) safe."],
    ["Hospitals (state, local and private) hire."],
    ["A coder (see below) earns more."],
  ])("nothing in: %s", (text) => {
    expect(names(text)).toEqual([]);
  });
});

describe("education", () => {
  test("each clause that names a level and asks for it", () => {
    const page = dump(
      "Coders need a postsecondary certificate, although some may need an associate's degree. A bachelor's degree takes four years.",
    );
    expect(fieldsOf(findEducationRequirements(page.blocks))).toEqual([
      { level: "postsecondary certificate", statement: "Coders need a postsecondary certificate" },
      { level: "associate's degree", statement: "although some may need an associate's degree." },
    ]);
  });
});

describe("vacancies", () => {
  const read = (line: string): Readonly<Record<string, string>>[][] =>
    findJobPostings(dump(`Top 3 Jobs\n\n• ${line}\n\n    A snippet.`), /^Top/u).map(({ readings }) =>
      readings.map((r) => ({ ...r })),
    );

  test("title, employer and place between dashes, with the snippet", () => {
    expect(read("Coder - Clinic - Miami, FL")).toEqual([
      [{ title: "Coder", employer: "Clinic", place: "Miami, FL", snippet: "A snippet.", position: "1" }],
    ]);
  });

  test("more dashes leave more than one reading, none is guessed", () => {
    expect(read("Coder - Night - Clinic - Miami, FL")[0]).toHaveLength(2);
    expect(read("Coder in Miami")[0]).toHaveLength(0);
  });
});

describe("pieces", () => {
  test("members of an enumeration", () => {
    const texts = (list: string): string[] => listMembers(list).map(({ text }) => text);
    expect(texts("New Jersey, Alaska and Colorado")).toEqual(["New Jersey", "Alaska", "Colorado"]);
    expect(texts("terms, anatomy and physiology, and systems")).toEqual([
      "terms",
      "anatomy and physiology",
      "systems",
    ]);
  });

  test("sentences, not cut at abbreviations", () => {
    const sentences = sentencesOf(mapped("The U.S. median vs. the mean. Next one! Dr. Lee agrees."));
    expect(sentences.map(({ text }) => text)).toEqual([
      "The U.S. median vs. the mean.",
      "Next one!",
      "Dr. Lee agrees.",
    ]);
  });

  test("sections end at a heading that is not below theirs", () => {
    const page = html("<h2>Pay</h2><p>a</p><h3>By place</h3><p>b</p><h2>Work</h2><p>c</p>");
    expect(sectionUnder(page, /^Pay/u).map(({ content }) => content.text)).toEqual(["a", "By place", "b"]);
  });

  test("a list ends where its items do", () => {
    const page = dump("You need:\n\n• one\n• two\n\nAnd also:\n\n• three");
    expect(listAfter(page, /^You need/u).map(({ block }) => block.content.text)).toEqual(["one", "two"]);
  });

  test("a headline number counts only where words beside it repeat it", () => {
    const repeated = findHeadlineNumbers(dump("$50,250\n\nThe median is $50,250."));
    expect([repeated.finds.length, repeated.repeated.length]).toEqual([0, 1]);
    const alone = findHeadlineNumbers(dump("$50,250\n\nA good living."));
    expect([alone.finds.length, alone.repeated.length]).toEqual([1, 0]);
  });

  test("a run-together row has every reading that its columns allow", () => {
    const columns = [
      { name: "jobs", heading: /Jobs/u, cell: /[1-9]\d*/u },
      { name: "share", heading: /Share/u, cell: /(?:0|[1-9]\d*)\.\d\d%/u },
    ];
    expect(runTogetherReadings("2700.16%", columns)).toEqual([
      { jobs: "2", share: "700.16%" },
      { jobs: "270", share: "0.16%" },
    ]);
    expect(runTogetherReadings("270016%", columns)).toEqual([]);
  });
});
