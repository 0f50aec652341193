/**
 * Beginnings of a text that a spreadsheet takes for a formula when it opens a CSV file: = + - @ and their
 * full-width and small forms, also behind white space and invisible characters, which spreadsheets strip;
 * a tab or a line end. An apostrophe is among them so that the one put before a text can be told from its own.
 */
const GUARDED = /^(?:['\t\r\n]|[\s\p{C}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b])/u;

/**
 * A text as a field of CSV that no spreadsheet runs: one that begins like a formula, or with an apostrophe,
 * has an apostrophe put before it. To have the texts back, take the first character off each that begins
 * with an apostrophe.
 */
export function guardedText(text: string): string {
  return GUARDED.test(text) ? `'${text}` : text;
}
