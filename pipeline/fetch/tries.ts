import { FetchError } from "./fetch-error.ts";

/** Times that a request is sent at most. */
export const MAX_TRIES = 4;

/** Wait before the second try, milliseconds; it doubles with each. */
const FIRST_BACKOFF_MS = 4000;

/** Longest time that a server may have a night wait, milliseconds; who asks for more is left alone until the next. */
export const MAX_RETRY_AFTER_MS = 5 * 60 * 1000;

/** What trying again needs of the world. */
export interface TryEffects {
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** Keeps the host free of requests for so many milliseconds. */
  readonly hold: (milliseconds: number) => void;
}

/**
 * Sends a request until it succeeds, at most four times, for what may pass: network errors, 429, 5xx.
 * The wait doubles, and up to half of it is left to chance, so that many who failed together do not come
 * back together; it is never shorter than the server asks for.
 *
 * @throws FetchError of the last try, which says how many there were; one that does not pass at once.
 */
export async function withTries<Result>(
  attempt: () => Promise<Result>,
  { random, hold }: TryEffects,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof FetchError) || !error.isPassing) throw error;
      const asked = error.retryAfterMs ?? 0;
      if (asked > MAX_RETRY_AFTER_MS) {
        const seconds = Math.ceil(asked / 1000);
        throw new FetchError(`${error.message} and asks to wait ${seconds} s, too long for one night`);
      }
      if (tries === MAX_TRIES) throw new FetchError(`${error.message} (${tries} tries)`, { cause: error });
      hold(Math.max(asked, backoffMs(tries, random())));
    }
  }
}

function backoffMs(tries: number, chance: number): number {
  return FIRST_BACKOFF_MS * 2 ** (tries - 1) * (0.5 + chance / 2);
}

/**
 * How long a Retry-After header asks to wait, in milliseconds from now: it holds seconds or a date
 * (RFC 9110, 10.2.3). Null where there is none or it is neither.
 */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? "";
  if (/^\d+$/u.test(text)) return Number(text) * 1000;
  const date = text.endsWith(" GMT") ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
