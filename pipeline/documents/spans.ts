import type { Span } from "../contracts/document.ts";

/**
 * Makes a test whether a span overlaps any of some spans, which may overlap one another. Built once in
 * O(n log n); each test takes O(log n), so that pages of a hundred thousand lines stay quick.
 */
export function overlapTest(spans: readonly Span[]): (span: Span) => boolean {
  const merged = merge(spans);
  return ({ start, end }) => {
    let [low, high] = [0, merged.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((merged[middle]?.end ?? Infinity) <= start) low = middle + 1;
      else high = middle;
    }
    const candidate = merged[low];
    return candidate !== undefined && candidate.start < end;
  };
}

function merge(spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
