/** What a row is sorted by; null where the value is missing. */
export type SortKey = number | string | null;

/** As `aria-sort` names it. */
export type SortDirection = "ascending" | "descending";

/** One order of words on every machine, with numbers inside them by size. */
const collator = new Intl.Collator("en-US", { numeric: true });

/** Items by a key, equals in the order given; those without a value come last in either direction. */
export function sorted<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => SortKey,
  direction: SortDirection,
): Item[] {
  const sign = direction === "ascending" ? 1 : -1;
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      return sign * compared(a.key, b.key);
    })
    .map(({ item }) => item);
}

/** Numbers before words. */
function compared(a: number | string, b: number | string): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return collator.compare(a, b);
  return typeof a === "number" ? -1 : 1;
}
