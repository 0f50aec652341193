import type { Block } from "../../contracts/document.ts";
import type { Find } from "../../contracts/record.ts";
import { findAcross, findOf, groupsOf } from "../../documents/find-blocks.ts";
import { blocksOf, type Page } from "./page.ts";

/** A row of the table of quick facts, told by its label. */
interface Label {
  readonly kind: string;
  readonly label: RegExp;
}

const LABELS: readonly Label[] = [
  { kind: "quick_pay", label: /^(?<period>\d{4}) Median Pay$/iu },
  { kind: "quick_education", label: /^Typical Entry-Level Education$/iu },
  { kind: "quick_experience", label: /^Work Experience in a Related Occupation$/iu },
  { kind: "quick_training", label: /^On-the-job Training$/iu },
  { kind: "quick_jobs", label: /^Number of Jobs, (?<period>\d{4})$/iu },
  { kind: "quick_outlook", label: /^Job Outlook, (?<base_year>\d{4})\s?[-–—]\s?(?<target_year>\d{2,4})$/iu },
  {
    kind: "quick_change",
    label: /^Employment Change, (?<base_year>\d{4})\s?[-–—]\s?(?<target_year>\d{2,4})$/iu,
  },
];

/** Kinds that every table of quick facts has. */
export const QUICK_FACTS: readonly string[] = ["quick_pay", "quick_jobs", "quick_outlook"];

/**
 * Reads the table of quick facts: a find for each row with the field value as printed and what its
 * label says (period; base_year, target_year). The outlook and the change below it are one find, with
 * change_jobs for the latter. A row with an unknown label is a find of kind `quick_fact`.
 */
export function findQuickFacts(page: Page): Find[] {
  const rows = blocksOf(page, "summary").filter(
    ({ kind, cells }) => kind === "table_row" && cells.length === 2,
  );
  const finds = rows.map((row) => ({ row, find: readRow(row) }));
  return finds.flatMap(({ row, find }, at) => {
    const before = finds[at - 1]?.find;
    const next = finds[at + 1];
    if (find.kind === "quick_outlook" && next?.find.kind === "quick_change") {
      const [own = {}] = find.readings;
      const [change = {}] = next.find.readings;
      if (own["target_year"] !== change["target_year"] || own["base_year"] !== change["base_year"])
        return [find];
      return [findAcross("quick_outlook", row, next.row, { ...own, change_jobs: change["value"] ?? "" })];
    }
    const [own = {}] = find.readings;
    const [outlook = {}] = before?.readings ?? [];
    const isPart =
      find.kind === "quick_change" &&
      before?.kind === "quick_outlook" &&
      own["base_year"] === outlook["base_year"] &&
      own["target_year"] === outlook["target_year"];
    return isPart ? [] : [find];
  });
}

function readRow(row: Block): Find {
  const [label, value] = row.cells.map(({ text }) => text);
  for (const { kind, label: pattern } of LABELS) {
    const match = pattern.exec(label ?? "");
    if (match !== null) return findOf(kind, row, { value: value ?? "", ...groupsOf(match) });
  }
  return findOf("quick_fact", row, { label: label ?? "", value: value ?? "" });
}
