import { AlmanacError } from "../../contracts/errors.ts";
import type { TableFile } from "../../contracts/table.ts";
import type { Column, Window } from "./columns.ts";
import { tablesOf, type Table } from "./tables.ts";

/** Kinds of records, each of them a row of one table. */
export type Kind = "separations" | "characteristics" | "education_assignment";

/** A table that is read, and the columns that are wanted of it. */
export interface ReadTable {
  readonly kind: Kind;
  readonly table: Table;
  readonly wanted: readonly Column[];
  /** Columns that are read where the edition has them. */
  readonly also: readonly Column[];
}

/** What a file holds: one edition of the projections. */
export interface Edition {
  readonly window: Window;
  /** `2024–34`. */
  readonly name: string;
  readonly tables: readonly Table[];
  readonly read: readonly ReadTable[];
}

/** Tables that are read, by what their headings promise; their numbers changed from edition to edition. */
const KINDS: readonly { readonly kind: Kind; readonly title: RegExp }[] = [
  { kind: "separations", title: /\boccupational separations and openings\b/iu },
  { kind: "characteristics", title: /\bworker characteristics\b/iu },
  { kind: "education_assignment", title: /\beducation and training (?:assignments|categories)\b/iu },
];

const TRAITS = ["education", "experience", "training"] as const;
const JOBS = ["base_jobs", "target_jobs", "change_jobs", "change_pct"] as const;
const OPENINGS = ["openings", "exits", "transfers"] as const;
const NAMES = ["occ_title", "occ_code"] as const;
const TYPE = ["occ_type"] as const;

/**
 * Says which edition a file holds and what is read from which of its tables, so that every fact is read
 * once. Projections are read where openings are parted into exits and transfers; an edition without
 * such a table (2010–20) has them beside the wages. Education, experience and training are read where
 * they are assigned: the table of their own was corrected (2010–20) while the other was not. Wages
 * stand in one table only. The window is what the headings say, whatever the file is called.
 *
 * @throws AlmanacError where a table is missing or there twice, where no heading says which window it is of
 *   or two say different ones, or where the unit is not thousands of jobs.
 */
export function editionOf(file: TableFile): Edition {
  const tables = tablesOf(file);
  const of = (kind: Kind): Table | undefined => tableOf(kind, tables, file);
  const separations = of("separations");
  const characteristics = of("characteristics");
  const assignment = of("education_assignment");
  if (characteristics === undefined) {
    throw new AlmanacError("the file has no table of occupational projections and worker characteristics", {
      where: file.name,
      next: "Put the publisher's workbook of occupational tables in its place; its Table 1.2 or 1.7 is the one that is missing.",
    });
  }
  const others = [...(separations ? [] : JOBS), ...(assignment ? [] : TRAITS)];
  const read: readonly (ReadTable | null)[] = [
    separations
      ? { kind: "separations", table: separations, wanted: [...NAMES, ...JOBS, ...OPENINGS], also: TYPE }
      : null,
    {
      kind: "characteristics",
      table: characteristics,
      wanted: [...NAMES, "median_wage", ...others],
      also: separations ? TYPE : [...TYPE, "openings"],
    },
    assignment
      ? { kind: "education_assignment", table: assignment, wanted: [...NAMES, ...TRAITS], also: TYPE }
      : null,
  ];
  return editionWith(
    read.filter((table) => table !== null),
    tables,
    file,
  );
}

function editionWith(read: readonly ReadTable[], tables: readonly Table[], file: TableFile): Edition {
  const window = windowOf(read, file);
  for (const { table, wanted } of read) if (wanted.includes("base_jobs")) refuseOtherUnit(table, file);
  return { window, name: windowName(window), tables, read };
}

/** `2024–34`. */
export function windowName({ base, target }: Window): string {
  return `${base}–${String(target).slice(2)}`;
}

/** Years named as a window: `2024–34`, `2016-26`, `2010 and projected 2020`. */
export const WINDOW =
  /(?<!\d)(?<base>(?:19|20)\d{2})\s?(?:[-–—_]|and projected )\s?(?<target>\d{4}|\d{2})(?!\d)/u;

/** The window that a text names; null where it names none. */
export function windowIn(text: string): Window | null {
  const { base, target } = WINDOW.exec(text)?.groups ?? {};
  if (base === undefined || target === undefined) return null;
  const from = Number(base);
  const to = Number(target.length === 4 ? target : base.slice(0, 2) + target);
  return { base: from, target: target.length === 2 && to < from ? to + 100 : to };
}

function tableOf(kind: Kind, tables: readonly Table[], file: TableFile): Table | undefined {
  const title = KINDS.find((known) => known.kind === kind)?.title;
  const [table, other] = tables.filter(
    (candidate) => candidate.first > 0 && title?.test(candidate.title) === true,
  );
  if (table !== undefined && other !== undefined) {
    throw new AlmanacError(
      `the file has two tables of the same kind: “${table.title}” and “${other.title}”`,
      {
        where: `${file.name}, ${other.rows[0]?.locator ?? other.sheet.name}`,
        next: "Keep one edition in one file.",
      },
    );
  }
  return table;
}

function windowOf(read: readonly ReadTable[], file: TableFile): Window {
  const known = read.flatMap(({ table }) => {
    const window = windowIn(table.title);
    return window === null ? [] : [{ table, window }];
  });
  const [first] = known;
  const other = known.find(
    ({ window }) => first !== undefined && windowName(window) !== windowName(first.window),
  );
  if (first === undefined || other !== undefined || first.window.target <= first.window.base) {
    const said = known.map(({ table }) => `“${table.title}”`).join(" and ");
    throw new AlmanacError(
      first === undefined
        ? "no heading says which years the projections are of"
        : `the headings do not agree on the years: ${said}`,
      {
        where: `${file.name}, ${(other ?? first)?.table.rows[0]?.locator ?? "its headings"}`,
        next: "Keep one edition in one file, with the headings as published.",
      },
    );
  }
  return first.window;
}

function refuseOtherUnit({ title, rows, name }: Table, file: TableFile): void {
  if (/\(?(?:numbers|employment) in thousands\)?/iu.test(title)) return;
  throw new AlmanacError(`the heading of ${name} does not say that its jobs are in thousands: “${title}”`, {
    where: `${file.name}, ${rows[0]?.locator ?? name}`,
    next: "Keep the heading as published; if an edition counts otherwise, the source has to learn it.",
  });
}
