import { HEALTH_INFORMATION, type OccupationProfile } from "./occupation.ts";

/** Paper that reports are printed on: US Letter, 8.5 by 11 inches, or ISO A4, 210 by 297 mm. */
export type Paper = "letter" | "a4";

/** A picture that stands on a page as it is, inside the page. */
export interface Picture {
  /** The whole picture as a `data:` address. */
  readonly src: string;
  /** What it shows, for those who do not see it. */
  readonly alt: string;
  /** Size on paper and screen in CSS pixels, 96 to the inch; whole numbers of at least 1. */
  readonly width: number;
  readonly height: number;
}

/** The office that hands reports out, as its own configuration names it; none of it rests on a record. */
export interface Office {
  readonly name: string;
  /** Address, phone, e-mail, hours: up to four lines. */
  readonly lines: readonly string[];
  /** Address on the web, http or https. */
  readonly url: string | null;
  readonly logo: Picture | null;
}

/** What an office may set for its own reports. */
export interface Configuration {
  readonly office: Office | null;
  readonly paper: Paper;
  /** What the reports of a night are about. */
  readonly occupation: OccupationProfile;
  /** What is told of an edition against the one before it. */
  readonly changes: {
    /** Figures that moved by less than so many percent are counted and not listed; 0 lists all. */
    readonly threshold_pct: number;
  };
  /** On which terms pages are fetched; null where none are. It changes no report. */
  readonly fetch: Fetching | null;
}

/** What the servers of the sources are told. */
export interface Fetching {
  /** How to reach who runs the almanac: a mailto: or https: address. */
  readonly contact: string;
}

/** What holds where nothing is configured. */
export const DEFAULT_CONFIGURATION: Configuration = {
  office: null,
  paper: "letter",
  occupation: HEALTH_INFORMATION,
  changes: { threshold_pct: 0 },
  fetch: null,
};
