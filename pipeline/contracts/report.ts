import type { Feature } from "geojson";
import type { Picture } from "./configuration.ts";
import type { Figure } from "./figure.ts";
import type { SearchEntry } from "./screen.ts";

/** A chart to draw: a Vega-Lite spec of templates/charts/ and the rows it is fed. */
export interface ChartRequest {
  /** Id of the chart on its page; letters and hyphens. */
  readonly id: string;
  /** File name in templates/charts/, without `.vl.json`. */
  readonly spec: string;
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
  /** Shapes that a map is drawn of, for a spec that names the dataset `outlines`; a shape's properties are its row. */
  readonly outlines?: readonly Feature[];
  /** Values for the spec's named params (width, height, a reference line, …). */
  readonly params?: Readonly<Record<string, string | number | readonly number[]>>;
  /** Height in pixels at 96 dpi, where it depends on the number of rows. */
  readonly height?: number;
  /** Figures whose texts the chart may print as marks. */
  readonly figures: readonly Figure[];
  /** Alternative text, made from the figures. */
  readonly alt: string;
}

/** A report before rendering: which template, with which data and charts. */
export interface ReportPage {
  /** Path in an edition without extension: `national`, `states/CA`. */
  readonly key: string;
  /** Title of the document; printed in the window's title bar. Holds no digit. */
  readonly title: string;
  /** File name in templates/, without `.html`. */
  readonly template: string;
  /** What the template sees. Leaves are Figures (or arrays of objects of Figures) and booleans, never bare numbers. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly charts: readonly ChartRequest[];
  /** Every figure made for this page. */
  readonly figures: readonly Figure[];
  /** Files of the same edition that the page may link to; none for a page that is printed. */
  readonly links?: readonly string[];
  /** What a search on the page finds; none for a page that is printed. */
  readonly search?: readonly SearchEntry[];
  /** Pictures that the page may show; none where left out. */
  readonly pictures?: readonly Picture[];
  /** Most pages that it may have on paper, else it is to be built once more with less on it; any number where left out. */
  readonly most_sides?: number;
}

/** A chart drawn, for paper and for the screen. */
export interface DrawnChart {
  readonly id: string;
  readonly svg: string;
  readonly alt: string;
  /** Numbers on its axes and in its legends, which the scale sets and no figure prints. */
  readonly scale_labels: readonly string[];
  /** The Vega-Lite spec with theme, rows and params inside, for a reader's browser to draw again. */
  readonly interactive: Readonly<Record<string, unknown>>;
}
