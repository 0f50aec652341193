import type { Listed } from "../contracts/changes.ts";

/** Entries that a list of changes shows; the others are counted. */
export const LISTED = 200;

/** Rows that each list of a table shows. */
export const LISTED_ROWS = 50;

/** The first entries of a list. */
export const listed = <Item>(all: readonly Item[]): Listed<Item> => ({
  total: all.length,
  listed: all.slice(0, LISTED),
});
