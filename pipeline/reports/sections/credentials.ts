import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker } from "../figure-maker.ts";
import { grouped, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import type { Publishers } from "./publishers.ts";

/** A credential with what each page adds to it. */
export interface Credential {
  readonly abbreviation: Figure | null;
  readonly name: Figure;
  readonly issuer: Figure | null;
  readonly renewal_years: Figure | null;
  /** Who says so; null without `renewal_years`. */
  readonly renewal_publisher: Figure | null;
  readonly eligibility: readonly { readonly text: Figure; readonly publisher: Figure }[];
  readonly publishers: readonly Figure[];
}

/** Credentials, one entry each however many pages name them; those that most pages name first. */
export function credentials(views: Views, make: FigureMaker, publishers: Publishers): readonly Credential[] {
  const groups = [...grouped(views.rows("report_credentials"), "credential_key").values()];
  return groups
    .map((rows) => credential(rows, make, publishers))
    .sort((a, b) => b.publishers.length - a.publishers.length);
}

function credential(rows: readonly ViewRow[], make: FigureMaker, publishers: Publishers): Credential {
  const fullName = longest(rows, "credential_name");
  const key = textOf(fullName, "credential_key") ?? "";
  const first = (column: string): ViewRow | undefined => rows.find((row) => textOf(row, column) !== null);
  const abbreviated = first("abbreviation");
  const issued = first("issuer");
  const renewed = rows.find((row) => numberOf(row, "renewal_years") !== null);
  return {
    name: make.text("quote", fullName, "credential_name", "credential"),
    abbreviation: abbreviated
      ? make.text("quote", abbreviated, "abbreviation", "credential, abbreviation")
      : null,
    issuer: issued ? make.text("quote", issued, "issuer", `issuer of ${key}`) : null,
    renewal_years: renewed
      ? make.number("count", renewed, "renewal_years", `years until ${key} has to be renewed`)
      : null,
    renewal_publisher: renewed ? publishers.of(renewed) : null,
    eligibility: rows
      .filter((row) => textOf(row, "eligibility") !== null)
      .map((row) => ({
        text: make.text("quote", row, "eligibility", `who may earn ${key}`),
        publisher: publishers.of(row),
      })),
    publishers: publishers.namesOf(rows),
  };
}

/** The row whose text in a column is longest: the full name rather than the abbreviation. */
export function longest(rows: readonly ViewRow[], column: string): ViewRow {
  return rows.reduce((best, row) =>
    (textOf(row, column) ?? "").length > (textOf(best, column) ?? "").length ? row : best,
  );
}
