import { describe, expect, it } from "vitest";
import { countsOf } from "../../pipeline/changes/counts.ts";
import { changesMarkdown, markdownText } from "../../pipeline/changes/markdown.ts";
import { summaryLines } from "../../pipeline/changes/summary.ts";
import type { Changes, Differences, Listed } from "../../pipeline/contracts/changes.ts";
import type { RunSummary } from "../../pipeline/contracts/run.ts";

const none: Listed<never> = { total: 0, listed: [] };
const all = <Item>(...listed: readonly Item[]): Listed<Item> => ({ total: listed.length, listed });

/** A name that would be a cell, a link, code, markup, a heading and a picture, if it were let. */
const HOSTILE =
  "a|b\n# c\n<script>alert(1)</script> `x` [y](http://z) ![p](q) **r** \u202e &amp; www.s.t $1$ \u001b[2J";

const hostileDifferences: Differences = {
  figures: {
    moved: all({
      figure: "national:1",
      pages: [HOSTILE],
      label: HOSTILE,
      unit: "usd",
      before: HOSTILE,
      after: HOSTILE,
      change_pct: 1,
    }),
    below_threshold: 3,
    new: all({ figure: "national:2", pages: ["national"], label: HOSTILE, unit: "text", text: HOSTILE }),
    gone: none,
    pages_new: none,
    pages_gone: all({ page: HOSTILE, figures: 2 }),
  },
  tables: [
    {
      table: HOSTILE,
      rows_before: 1,
      rows_after: null,
      rows: {
        in: all({ city: HOSTILE }),
        out: none,
        changed: all({
          row: { city: HOSTILE },
          columns: [{ column: HOSTILE, before: HOSTILE, after: null }],
        }),
      },
    },
  ],
  quarantine: {
    new: all({ record_id: HOSTILE, source_id: "s", locator: HOSTILE, reason: HOSTILE, raw_text: HOSTILE }),
    cleared: all({
      record_id: HOSTILE,
      source_id: "s",
      locator: HOSTILE,
      reason: HOSTILE,
      raw_text: HOSTILE,
      became: "loaded",
    }),
  },
  sources: {
    parts: all({ source_id: "s", part: HOSTILE, change: "changed", before: "0".repeat(64), after: null }),
    unusable: all({ source_id: "s", path: HOSTILE, reason: HOSTILE }),
    absent: [{ source_id: HOSTILE, has_snapshots: false }],
  },
  checks: [{ name: HOSTILE, severity: "warn", before: 0, after: 2 }],
};

const changesOf = (differences: Differences): Changes => ({
  edition: "undated-0123456789",
  threshold_pct: 1,
  counts: countsOf("undated-9876543210", differences),
  differences,
});

describe("changesMarkdown", () => {
  it("shows hostile names as text and nothing else", () => {
    const text = changesMarkdown(changesOf(hostileDifferences));
    const own =
      /^(?:# What changed|## [A-Za-z ]+|- .*| {2}- .*|\| .* \||And .*|\d+ moved by .*|Edition .*|)$/u;
    for (const line of text.split("\n")) expect(line).toMatch(own);
    const loose = text.replaceAll(/\\./gu, "");
    expect(loose).not.toMatch(/[<>`[\]!*&$~^{}]|https?:\/\/|www\./u);
    // eslint-disable-next-line no-control-regex -- that no control is left is the point
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u);
    const rows = loose.split("\n").filter((line) => line.startsWith("|"));
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) expect(row.split("|")).toHaveLength(7);
  });

  it("leaves plain names and amounts readable", () => {
    expect(markdownText("Oakland – Fremont – Hayward (Metro Area), CA")).toBe(
      "Oakland – Fremont – Hayward (Metro Area), CA",
    );
    expect(markdownText("source_id 0.16%")).toBe("source_id 0.16%");
  });

  it.each([
    ["1. a list", "1\\. a list"],
    ["- a list", "\\- a list"],
    ["+ a list", "\\+ a list"],
    ["_emphasis_", "\\_emphasis\\_"],
    ["a \\ b", "a \\\\ b"],
  ])("escapes %j", (text, expected) => {
    expect(markdownText(text)).toBe(expected);
  });

  it("cuts a long text, between characters", () => {
    const long = "🚗".repeat(500);
    const text = changesMarkdown(
      changesOf({ ...hostileDifferences, checks: [{ name: long, severity: "warn", before: 0, after: 1 }] }),
    );
    expect(text).toContain(`${"🚗".repeat(200)}… (warn): 0 → 1 violations`);
  });
});

describe("summaryLines", () => {
  const summary: RunSummary = {
    run_id: "r",
    started: "2026-08-01T02:00:00.000Z",
    finished: "2026-08-01T02:00:09.000Z",
    outcome: "published",
    digest: "d",
    seconds: 9,
    published: true,
    edition: "undated-0123456789",
    edition_dir: "/out/editions/undated-0123456789",
    pdfs: 16,
    quarantined: 2,
    changes: countsOf("undated-9876543210", hostileDifferences),
    warnings: 4,
    error: null,
  };

  it("tells everything in ten lines, whatever names hold", () => {
    const lines = summaryLines(summary);
    expect(lines).toHaveLength(10);
    expect(lines.join("").includes("\n")).toBe(false);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(
      "outcome since sources figures largest rows checks quarantine warnings where".split(" "),
    );
  });

  it("names five sources at most", () => {
    const sources_changed = ["a", "b", "c", "d", "e", "f"];
    const changes = { ...countsOf("undated-9876543210", hostileDifferences), sources_changed };
    expect(summaryLines({ ...summary, changes }).join("\n")).toContain("6 changed (a, b, c, d, e, …)");
  });

  it("says of a degraded run whether it published", () => {
    const degraded = { ...summary, outcome: "degraded" } as const;
    expect(summaryLines(degraded)[0]).toBe(
      "outcome     degraded, a source is past its allowed age: published edition undated-0123456789, 16 PDFs (9.0 s)",
    );
    expect(summaryLines({ ...degraded, published: false })[0]).toBe(
      "outcome     degraded, a source is past its allowed age: edition undated-0123456789 stands (9.0 s)",
    );
  });

  it("tells of a failure what, where and what next", () => {
    const error = { what: "a check failed", where: "c.sql", next: "Mend it." };
    const failed = {
      ...summary,
      outcome: "failed",
      published: false,
      edition: null,
      edition_dir: null,
      quarantined: null,
    } as const;
    expect(summaryLines({ ...failed, changes: null, warnings: 0, error })).toEqual([
      "outcome     failed; what was published before stands (9.0 s)",
      "because     a check failed",
      "at          c.sql",
      "next        Mend it.",
    ]);
  });
});
