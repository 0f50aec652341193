/** A ratio from `from` up to the next line's is put into these words. */
interface Step {
  readonly from: number;
  readonly words: string;
}

/**
 * How a ratio a ÷ b reads before the thing it is held against: "Pay in Oakland is *nearly twice* that
 * in Valdosta". House convention: a step reaches about as far as the words are true when rounded, so
 * "a third more than" is a ratio of 1.29 to 1.42. "More than N times" begins above N, never at it.
 */
const STEPS: readonly Step[] = [
  { from: 0, words: "less than a quarter of" },
  { from: 0.235, words: "about a quarter of" },
  { from: 0.29, words: "about a third of" },
  { from: 0.38, words: "less than half" },
  { from: 0.45, words: "nearly half" },
  { from: 0.49, words: "about half" },
  { from: 0.52, words: "more than half" },
  { from: 0.63, words: "about two thirds of" },
  { from: 0.71, words: "about three quarters of" },
  { from: 0.785, words: "about a fifth less than" },
  { from: 0.86, words: "about a tenth less than" },
  { from: 0.935, words: "a little less than" },
  { from: 0.98, words: "about the same as" },
  { from: 1.02, words: "a little more than" },
  { from: 1.065, words: "about a tenth more than" },
  { from: 1.15, words: "about a fifth more than" },
  { from: 1.225, words: "about a quarter more than" },
  { from: 1.29, words: "about a third more than" },
  { from: 1.42, words: "about half as much again as" },
  { from: 1.58, words: "about two thirds more than" },
  { from: 1.71, words: "about three quarters more than" },
  { from: 1.8, words: "nearly twice" },
  { from: 1.97, words: "about twice" },
  { from: 2.05, words: "more than twice" },
  { from: 2.75, words: "nearly three times" },
  { from: 2.95, words: "about three times" },
  { from: 3.05, words: "more than three times" },
  { from: 4.05, words: "more than four times" },
  { from: 5.05, words: "more than five times" },
  { from: 10.05, words: "more than ten times" },
];

/** A ratio of two positive numbers in words: "nearly twice". */
export function ratioInWords(ratio: number): string {
  return STEPS.findLast(({ from }) => ratio >= from)?.words ?? "less than a quarter of";
}
