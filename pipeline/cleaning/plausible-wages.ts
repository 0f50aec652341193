/** How often a wage is paid. */
export type Per = "annual" | "hourly";

/** Hours of a year of full-time work, by which the survey turns one kind of wage into the other. */
export const HOURS_A_YEAR = 2080;

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/**
 * A full-time year at the federal minimum wage of September 1997 to July 2007 ($5.15 an hour) is $10,712, and nothing that
 * is read speaks of an earlier time. Both limits are round figures below that.
 */
const LEAST_USD: Readonly<Record<Per, number>> = { annual: 10_000, hourly: 5 };

/**
 * What a wage can be at most, in dollars, by who states it. Beyond it a figure is a misreading until a person says otherwise.
 *
 * - `page`: career pages state medians, percentiles and ranges. The survey publishes none above $239,200 a year
 *   or $115 an hour (since May 2022, less before), and these limits are twice that.
 * - `official`: releases, and handbook pages that repeat them, also have means, which the survey caps nowhere: that of
 *   pediatric surgeons in one sector reached $486,960 in May 2024, and small areas lie above the nation. These
 *   limits are twice that; `warehouse/checks/wages_are_plausible.sql` holds every row to them.
 */
const MOST_USD: Readonly<Record<StatedBy, Readonly<Record<Per, number>>>> = {
  page: { annual: 500_000, hourly: 250 },
  official: { annual: 1_000_000, hourly: 500 },
};

/** Who states a wage: a career page, or the survey itself. */
export type StatedBy = "page" | "official";

/** The least and the most that a wage can be, in US dollars a year or an hour. */
export function plausibleUsd(by: StatedBy, per: Per): Bounds {
  return { least: LEAST_USD[per], most: MOST_USD[by][per] };
}

/** Whether a wage in US dollars a year or an hour can be one. */
export function isPlausible(usd: number, by: StatedBy, per: Per): boolean {
  const { least, most } = plausibleUsd(by, per);
  return usd >= least && usd <= most;
}
