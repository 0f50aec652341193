import type { HttpAnswer } from "./exchange.ts";
import { answered } from "./exchange.ts";
import { FetchError } from "./fetch-error.ts";
import { parseRobots, type RobotsRules } from "./robots.ts";

/** How long a robots.txt is believed, milliseconds; RFC 9309 allows a day. */
export const ROBOTS_BELIEVED_MS = 24 * 60 * 60 * 1000;

/** Refuses addresses that their hosts' robots.txt disallows. */
export interface RobotsCache {
  /** @throws FetchError `disallowed` */
  readonly require: (url: URL) => Promise<void>;
}

/** What a robots.txt comes to: its rules, or why nothing may be fetched. */
type Verdict = RobotsRules | string;

/**
 * A cache of robots.txt files, each fetched once in a day at most.
 *
 * By RFC 9309 a robots.txt that is not there (4xx) allows everything, one that cannot be had (5xx, network
 * errors) nothing. 429 says that the host wants fewer requests, so it counts as the latter, as does a chain
 * of redirects without end.
 *
 * @param get Fetches an address through its redirects.
 */
export function createRobotsCache(get: (url: URL) => Promise<HttpAnswer>, now: () => number): RobotsCache {
  const known = new Map<string, { readonly since: number; readonly verdict: Promise<Verdict> }>();
  const verdictOf = (origin: string): Promise<Verdict> => {
    const cached = known.get(origin);
    if (cached !== undefined && now() - cached.since < ROBOTS_BELIEVED_MS) return cached.verdict;
    const verdict = readRobots(new URL("/robots.txt", origin), get);
    known.set(origin, { since: now(), verdict });
    return verdict;
  };
  return {
    require: async (url) => {
      const verdict = await verdictOf(url.origin);
      if (typeof verdict === "string")
        throw new FetchError(`${url.origin}/robots.txt cannot be had, so nothing is allowed: ${verdict}`, {
          outcome: "disallowed",
        });
      if (!verdict(url))
        throw new FetchError(`${url.origin}/robots.txt disallows it`, { outcome: "disallowed" });
    },
  };
}

async function readRobots(url: URL, get: (url: URL) => Promise<HttpAnswer>): Promise<Verdict> {
  try {
    const { status, body } = await get(url);
    if (status === 200) return parseRobots(url.href, body);
    return status >= 400 && status < 500 ? () => true : answered(status);
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return error.message;
  }
}
