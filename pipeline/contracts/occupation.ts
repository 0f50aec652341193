/** A code of an occupation, and the classification that has it. */
export interface OccupationCode {
  /** `29-2072`. */
  readonly code: string;
  readonly title: string;
}

/** The occupation that reports are about. */
export interface OccupationProfile {
  /** Short name for file names and messages: `health-information`, or the code that was asked for. */
  readonly key: string;
  /** Heading of the reports: `Health Information Technicians`. */
  readonly name: string;
  /** Every code that the occupation has or had, the newest first. */
  readonly codes: readonly OccupationCode[];
  /** Titles that pages give it, whole, capitals apart. */
  readonly titles: readonly string[];
}
