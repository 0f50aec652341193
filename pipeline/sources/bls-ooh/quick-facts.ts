import type { Block } from "../../contracts/document.ts";
import type { Find } from "../../contracts/record.ts";
import { findAcross, findOf, groupsOf } from "../../documents/find-blocks.ts";
import { blocksOf, type Page } from "./page.ts";
import { isRow } from "./rows-below.ts";

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
  const rows = blocksOf(page, "summary").filter(isRow);
  const finds: Find[] = [];
  for (const [at, row] of rows.entries()) {
    const find = readRow(row);
    const before = rows[at - 1];
    const outlook = finds.at(-1);
    const isOneWindow =
      find.kind === "quick_change" && outlook?.kind === "quick_outlook" && haveOneWindow(find, outlook);
    if (!isOneWindow || before === undefined) {
      finds.push(find);
      continue;
    }
    const change_jobs = find.readings[0]?.["value"] ?? "";
    finds[finds.length - 1] = findAcross("quick_outlook", before, row, {
      ...outlook.readings[0],
      change_jobs,
    });
  }
  return finds;
}

function haveOneWindow({ readings: [one] }: Find, { readings: [other] }: Find): boolean {
  return one?.["base_year"] === other?.["base_year"] && one?.["target_year"] === other?.["target_year"];
}

function readRow(row: Block): Find {
  const [label, value] = row.cells.map(({ text }) => text);
  for (const { kind, label: pattern } of LABELS) {
    const match = pattern.exec(label ?? "");
    if (match !== null) return findOf(kind, row, { value: value ?? "", ...groupsOf(match) });
  }
  return findOf("quick_fact", row, { label: label ?? "", value: value ?? "" });
}
