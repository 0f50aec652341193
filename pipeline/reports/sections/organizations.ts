import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker } from "../figure-maker.ts";
import { grouped, textOf, type ViewRow, type Views } from "../views.ts";
import { longest } from "./credentials.ts";
import type { Publishers } from "./publishers.ts";

/** An organization, with everyone who names it. */
export interface Organization {
  readonly name: Figure;
  readonly abbreviation: Figure | null;
  readonly address: Figure | null;
  /** What the first of the pages says of it; null where none says anything. */
  readonly says: Figure | null;
  readonly publishers: readonly Figure[];
}

/** Organizations, one entry each however many pages name them; those with an address first. */
export function organizations(
  views: Views,
  make: FigureMaker,
  publishers: Publishers,
): readonly Organization[] {
  const { addressed, others } = byAddress(views);
  return [...addressed, ...others].map((rows) => organization(rows, make, publishers));
}

/** Organizations with an address to write to; where no page gives one, all that are named. */
export function whereToAsk(views: Views, make: FigureMaker, publishers: Publishers): readonly Organization[] {
  const { addressed, others } = byAddress(views);
  return (addressed.length > 0 ? addressed : others).map((rows) => organization(rows, make, publishers));
}

/** Rows of each organization, those with an address apart from the others. */
function byAddress(views: Views) {
  const groups = [...grouped(views.rows("report_organizations"), "organization_key").values()];
  const hasAddress = (rows: readonly ViewRow[]) => rows.some((row) => textOf(row, "postal_address") !== null);
  return { addressed: groups.filter(hasAddress), others: groups.filter((rows) => !hasAddress(rows)) };
}

function organization(rows: readonly ViewRow[], make: FigureMaker, publishers: Publishers): Organization {
  const named = longest(rows, "organization_name");
  const name = textOf(named, "organization_name") ?? "";
  const first = (column: string) => rows.find((row) => textOf(row, column) !== null);
  const abbreviated = first("abbreviation");
  const described = first("description");
  const addressed = first("postal_address");
  return {
    name: make.text("quote", named, "organization_name", "organization"),
    abbreviation: abbreviated
      ? make.text("quote", abbreviated, "abbreviation", `abbreviation of ${name}`)
      : null,
    address: addressed ? make.text("quote", addressed, "postal_address", `postal address of ${name}`) : null,
    says: described ? make.text("quote", described, "description", `what is said of ${name}`) : null,
    publishers: publishers.namesOf(rows),
  };
}
