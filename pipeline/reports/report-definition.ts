import { type Configuration, DEFAULT_CONFIGURATION } from "../contracts/configuration.ts";
import type { ChartRequest, ReportPage } from "../contracts/report.ts";
import type { Warehouse } from "./views.ts";

/** The edition that a page is printed for. */
export interface EditionMark {
  readonly id: string;
  /** Date of the data, ISO; null where no snapshot says. */
  readonly data_date: string | null;
}

/** How a page is to be made, besides what it says. */
export interface PageForm extends Configuration {
  /** How often the page has been printed on more sides than it may have; each time there is less on it. */
  readonly attempt: number;
}

/** A page as it is made where nothing is configured. */
export const PLAIN_FORM: PageForm = { ...DEFAULT_CONFIGURATION, attempt: 0 };

/** A report: which pages it has, and how each is built from the warehouse. */
export interface ReportDefinition {
  readonly id: "national" | "state" | "region";
  /** Keys of its pages: `national`, `states/CA`. */
  pages(db: Warehouse): Promise<readonly string[]>;
  /**
   * Builds a page; the same arguments give the same page.
   *
   * @param form Plain where left out. After a few attempts a page no longer says how many sides it may have.
   */
  build(db: Warehouse, key: string, edition: EditionMark, form?: PageForm): Promise<ReportPage>;
}

/** A part of a page: what its template sees, and the charts in it. */
export interface Section {
  readonly data: Readonly<Record<string, unknown>>;
  readonly charts: readonly ChartRequest[];
}
