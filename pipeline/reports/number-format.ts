const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A number with U+2212 for its minus sign, which stands as wide as a digit and is read out as "minus". */
function signed(value: number, print: (magnitude: number) => string): string {
  return (value < 0 ? "−" : "") + print(Math.abs(value));
}

/** Whole US dollars: `$38,040`. */
export const dollars = (value: number): string => signed(value, (n) => `$${whole.format(n)}`);

/** US dollars with cents: `$18.29`. */
export const dollarsAndCents = (value: number): string => signed(value, (n) => `$${cents.format(n)}`);

/** A whole number with separators: `206,300`. */
export const wholeNumber = (value: number): string => signed(value, (n) => whole.format(n));

/** A year or a rank, without separators: `2016`. */
export const bareNumber = (value: number): string => value.toFixed(0);

/** A number with exactly so many decimals: `1.7`. */
export function decimalNumber(value: number, decimals: number): string {
  const format = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return signed(value, (n) => format.format(n));
}

/** A price index, with the three decimals of its publisher: `313.689`. */
export const indexNumber = (value: number): string => decimalNumber(value, 3);

/** Percent: as many decimals as the value has, two at most; with `decimals` exactly that many. `0.16%` */
export function percent(value: number, decimals?: number): string {
  const format = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? 2,
  });
  return signed(value, (n) => `${format.format(n)}%`);
}

/** Two ends of a range with an en dash: `$28,000–$56,000`; only one of them where both read alike. */
export const rangeText = (low: string, high: string): string => (low === high ? low : `${low}–${high}`);
