import type { ChartRequest, ReportPage } from "../contracts/report.ts";
import type { Warehouse } from "./views.ts";

/** The edition that a page is printed for. */
export interface EditionMark {
  readonly id: string;
  /** Date of the data, ISO; null where no snapshot says. */
  readonly data_date: string | null;
}

/** A report: which pages it has, and how each is built from the warehouse. */
export interface ReportDefinition {
  readonly id: "national" | "state";
  /** Keys of its pages: `national`, `states/CA`. */
  pages(db: Warehouse): Promise<readonly string[]>;
  build(db: Warehouse, key: string, edition: EditionMark): Promise<ReportPage>;
}

/** A part of a page: what its template sees, and the charts in it. */
export interface Section {
  readonly data: Readonly<Record<string, unknown>>;
  readonly charts: readonly ChartRequest[];
}
