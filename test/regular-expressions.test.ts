import { readFileSync } from "node:fs";
import { check, type Diagnostics } from "recheck";
import { describe, expect, it } from "vitest";
import { regularExpressions, type FoundExpression } from "./support/regular-expressions.ts";

/** Checks every expression anew, for some minutes, those whose verdict is on file among them. */
const ALL = process.env["ALMANAC_ALL_EXPRESSIONS"] === "1";

/** The same verdict on any machine: what is random is fixed, and steps are counted instead of time. */
const PARAMETERS = { randomSeed: 0, attackTimeout: null, incubationTimeout: null, timeout: 120_000 };

interface Known {
  /** Expressions that take more than a time by the length of their text, and what bounds that text. */
  readonly accepted: readonly { readonly bound: string; readonly expressions: readonly string[] }[];
  /** Expressions that were found safe by a check that takes seconds; they are checked again on request. */
  readonly slow: readonly string[];
}

const known = JSON.parse(readFileSync(new URL("regular-expressions.json", import.meta.url), "utf8")) as Known;
const accepted = known.accepted.flatMap(({ expressions }) => expressions);

const found = regularExpressions(["pipeline", "templates/screen"]);

/** What stands in a file for expressions that are put together as the program runs. */
interface Dynamic {
  readonly file: string;
  readonly written: string;
  /** Expressions like those that it makes. */
  readonly like: (found: readonly FoundExpression[]) => readonly (readonly [source: string, flags: string])[];
}

const wrapped = (property: string, begin: string, end: string): Dynamic["like"] => {
  return (expressions) =>
    expressions
      .filter((one) => one.property === property && one.place.startsWith("pipeline/sources/"))
      .map(({ source, flags }) => [`${begin}${source ?? ""}${end}`, flags]);
};

const DYNAMIC: readonly Dynamic[] = [
  {
    file: "pipeline/documents/find-run-together.ts",
    written: "new RegExp(`^(?:${column.cell.source})$`, column.cell.flags)",
    like: wrapped("cell", "^(?:", ")$"),
  },
  {
    file: "pipeline/documents/find-run-together.ts",
    written: "new RegExp(`^(?:${pattern.source})$`, pattern.flags)",
    like: wrapped("heading", "^(?:", ")$"),
  },
  {
    file: "pipeline/documents/find-run-together.ts",
    written: "new RegExp(`^(?:${pattern.source})`, pattern.flags)",
    like: wrapped("heading", "^(?:", ")"),
  },
  {
    // A copy of an expression that is found where it is written.
    file: "pipeline/documents/tables/header.ts",
    written: "new RegExp(one)",
    like: () => [],
  },
  {
    file: "pipeline/sources/bls-ooh/claims.ts",
    written: 'new RegExp(String.raw`(?<amount>\\$[\\d,.]+)\\s+per ${unit}\\b`, "u")',
    like: () => ["year", "hour"].map((unit) => [String.raw`(?<amount>\$[\d,.]+)\s+per ${unit}\b`, "u"]),
  },
  {
    file: "pipeline/sources/bls-projections/columns.ts",
    written: 'new RegExp(`^employment(?:,| \\\\|) ${year}$`, "u")',
    like: () => [[String.raw`^employment(?:,| \|) 2024$`, "u"]],
  },
  {
    file: "templates/screen/snippet.ts",
    written: "new RegExp(pattern, flags)",
    like: () =>
      ["gu", "giu"].flatMap((flags) => [
        [String.raw`\btwelve\b`, flags],
        [String.raw`(?<![\p{L}\p{N}]|\p{N}[.,])San\s+Jose(?![\p{L}\p{N}]|[.,]\p{N})`, flags],
        [String.raw`(?<!\p{N}|\p{N}[.,])05\/2006(?!\p{N}|[.,]\p{N})`, flags],
      ]),
  },
];

const isDynamic = (one: FoundExpression, { file, written }: Dynamic): boolean =>
  one.written === written && one.place.startsWith(`${file}:`);

/** Distinct expressions of the product, as `/source/flags`, with the place of the first. */
function expressions(): Map<string, { source: string; flags: string; place: string }> {
  const written = found.flatMap(({ source, flags, place }) =>
    source === null ? [] : [{ source, flags, place }],
  );
  const made = DYNAMIC.flatMap(({ file, like }) =>
    like(found).map(([source, flags]) => ({ source, flags, place: file })),
  );
  return new Map([...made, ...written].map((one) => [`/${one.source}/${one.flags}`, one]));
}

function verdict(diagnostics: Diagnostics): string {
  if (diagnostics.status === "safe") return "safe";
  return diagnostics.status === "unknown"
    ? `unknown: ${diagnostics.error.kind}`
    : `${diagnostics.complexity.summary}, as of ${diagnostics.attack.pattern}`;
}

describe("regular expressions of the product", () => {
  const all = expressions();

  it("are found, in every form in which one is written", () => {
    expect(found.length).toBeGreaterThan(500);
    const unknown = found.filter(
      (one) => one.source === null && !DYNAMIC.some((known) => isDynamic(one, known)),
    );
    expect(unknown.map(({ place, written }) => `${place} ${written}`)).toEqual([]);
    const unused = DYNAMIC.filter((known) => !found.some((one) => isDynamic(one, known)));
    expect(unused.map(({ written }) => written)).toEqual([]);
  });

  it("are on file only where they are in use, and once", () => {
    const listed = [...accepted, ...known.slow];
    expect(listed.filter((one) => !all.has(one))).toEqual([]);
    expect(listed.filter((one, at) => listed.indexOf(one) !== at)).toEqual([]);
  });

  it(
    "take a time by the length of their text, or a text whose length is bounded",
    async () => {
      const passed = new Set(ALL ? accepted : [...accepted, ...known.slow]);
      const faults: string[] = [];
      for (const [key, { source, flags, place }] of all) {
        if (passed.has(key)) continue;
        const found = verdict(await check(source, flags, PARAMETERS));
        if (found !== "safe") faults.push(`${place} ${key}: ${found}`);
      }
      expect(faults).toEqual([]);
    },
    ALL ? 3_600_000 : 300_000,
  );

  it.runIf(ALL)(
    "are accepted only where they need it",
    async () => {
      const safe: string[] = [];
      for (const key of accepted) {
        const one = all.get(key);
        if (one === undefined) continue;
        if (verdict(await check(one.source, one.flags, PARAMETERS)) === "safe") safe.push(key);
      }
      expect(safe).toEqual([]);
    },
    3_600_000,
  );

  it.each([
    ["exponential", "^(?:a+)+$"],
    ["polynomial", String.raw`\s+$`],
  ])("would be found where they are %s", async (_, source) => {
    expect(verdict(await check(source, "u", PARAMETERS))).toContain(_);
  });
});
