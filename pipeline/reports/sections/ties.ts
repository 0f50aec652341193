/** Names that a sentence gives of those who share the first place; of more it gives one. */
const MOST_NAMED = 3;

/**
 * The first of some ordered rows with all behind it that share its value, as it is printed: a superlative is true of
 * them all. Values that are missing are not shared.
 */
export function tiedFirst<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => number | string | null,
): readonly Row[] {
  const [first] = rows;
  if (first === undefined) return [];
  const value = valueOf(first);
  if (value === null) return [first];
  const end = rows.findIndex((row) => valueOf(row) !== value);
  return end === -1 ? rows : rows.slice(0, end);
}

/** Those who share a place, as the template `by` or `places` names them. */
export interface Named<Name> {
  readonly names: readonly Name[];
  /** Whether others share it who are too many to be named. */
  readonly has_more: boolean;
  /** Whether more than one shares the place. */
  readonly is_tie: boolean;
}

/** Names all of a few, and the first of many. */
export function named<Row, Name>(tied: readonly Row[], nameOf: (row: Row) => Name): Named<Name> {
  const has_more = tied.length > MOST_NAMED;
  return { names: (has_more ? tied.slice(0, 1) : tied).map(nameOf), has_more, is_tie: tied.length > 1 };
}
