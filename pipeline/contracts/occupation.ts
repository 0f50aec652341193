/** How a code of the Standard Occupational Classification is written: `29-2072`. */
export const OCCUPATION_CODE = /^\d{2}-\d{4}$/u;

/** The occupation that reports are about, as it is configured or chosen on the command line. */
export interface OccupationProfile {
  /** Heading of the reports where no page gives one: `Health Information Technicians`. Null: the newest official title. */
  readonly name: string | null;
  /** Every code that the occupation has or had, the newest first: `29-2072`. At least one. */
  readonly codes: readonly string[];
  /** Words in small letters by which a title without a code is known as the occupation's. Empty: the official titles. */
  readonly search_words: readonly string[];
}

/**
 * Health information work: medical records specialists, health information technologists and medical
 * registrars, and what both were before 2019. A page without any title counts as theirs.
 */
export const HEALTH_INFORMATION: OccupationProfile = {
  name: "Health Information Technicians",
  codes: ["29-2072", "29-9021", "29-2098", "29-2071"],
  search_words: ["health information", "medical record", "medical registrar", "medical cod", "not stated"],
};

/** The occupation of a build, with the titles that its sources give its codes. */
export interface OccupationAtHand {
  /** Heading of the reports where no page gives one. */
  readonly name: string;
  readonly codes: readonly { readonly occupation_code: string; readonly occupation_title: string }[];
  readonly search_words: readonly string[];
}
