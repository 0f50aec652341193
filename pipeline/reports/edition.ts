import type { Figure } from "../contracts/figure.ts";
import type { FigureMaker } from "./figure-maker.ts";
import type { EditionMark } from "./report-definition.ts";
import { type Views } from "./views.ts";

/** The edition as a page names it. */
export interface PrintedEdition {
  readonly id: Figure;
  /** Null where no snapshot says when it was fetched. */
  readonly data_date: Figure | null;
}

const allRecords = (views: Views): readonly string[] =>
  views.rows("report_sources").flatMap((row) => row.record_ids);

/** Name of the edition before. Which one that is rests on no record more than on another. */
export function printedSince(views: Views, id: string, make: FigureMaker): Figure {
  const derivation = { kind: "run", how: "the edition that was published when this one was begun" } as const;
  return make.book.id({ label: "edition before", record_ids: allRecords(views), derivation }, id);
}

/** Name and date of the edition; both rest on every record, since any of them could change them. */
export function printedEdition(views: Views, edition: EditionMark, make: FigureMaker): PrintedEdition {
  const record_ids = allRecords(views);
  const under = (label: string, how: string) => ({
    label,
    record_ids,
    derivation: { kind: "run", how } as const,
  });
  return {
    id: make.book.id(under("edition", "digest of snapshots, code and configuration"), edition.id),
    data_date:
      edition.data_date === null
        ? null
        : make.book.date(
            under("date of the data", "SOURCE_DATE_EPOCH, or the day the newest snapshot was fetched"),
            edition.data_date,
          ),
  };
}
