import { MAX_SNAPSHOT_BYTES } from "../lib/raw-store.ts";
import { type Allows, isPublicAddress, requireUrl, type Resolve, systemResolve } from "./addresses.ts";
import { type Clock, systemClock } from "./clock.ts";
import { answered, type Exchange, type HttpAnswer, type Limits, openExchange } from "./exchange.ts";
import { FetchError } from "./fetch-error.ts";
import { createPace } from "./pace.ts";
import { createRobotsCache } from "./robots-cache.ts";
import { ROBOT_NAME } from "./robots.ts";
import { withTries } from "./tries.ts";

/** Redirects that are followed from an address. */
export const MAX_REDIRECTS = 5;

/** Bytes of a robots.txt that are taken; far fewer are read, but a longer file is no reason to fetch nothing. */
const MAX_ROBOTS_TAKEN = 4 * 1024 * 1024;

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** What fetching needs of the world. */
export interface Network {
  readonly clock: Clock;
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly resolve: Resolve;
  /** Which IP addresses may be connected to. */
  readonly allows: Allows;
  readonly limits: Limits;
}

/** The internet, public addresses only. */
export const internet: Network = {
  clock: systemClock,
  random: Math.random,
  resolve: systemResolve,
  allows: isPublicAddress,
  limits: {
    bytes: MAX_SNAPSHOT_BYTES,
    connectMs: 15_000,
    headersMs: 30_000,
    bodyMs: 30_000,
    wholeMs: 300_000,
  },
};

/** What the server said of a copy that is held, so that it need not send it again. */
export interface Validators {
  readonly etag: string | null;
  readonly last_modified: string | null;
}

/** A whole answer. */
export interface Answer extends HttpAnswer {
  /** 304 only where validators were sent. */
  readonly status: 200 | 304;
  /** Where the bytes came from, after redirects. */
  readonly url: string;
}

/** Fetches politely: robots.txt kept, one request per host every two seconds, few tries, public addresses only. */
export interface Client {
  /** @throws FetchError */
  readonly get: (address: string, validators: Validators | null) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** Who asks, as servers are told: `HealthCareersAlmanac/0.1.0 (+mailto:someone@example.org)`. */
export const userAgent = (version: string, contact: string): string =>
  `${ROBOT_NAME}/${version} (+${contact})`;

/** Opens a client; it has to be closed. */
export function openClient(network: Network, agent: string): Client {
  const { clock, allows, limits } = network;
  const exchange = openExchange({ ...network, now: clock.now, userAgent: agent });
  const send = politely(exchange, network);
  const robots = createRobotsCache(
    async (url) => (await follow(url, (hop) => send(hop, {}, MAX_ROBOTS_TAKEN), allows)).answer,
    clock.now,
  );
  return {
    get: async (address, validators) => {
      const headers = conditions(validators);
      const { answer, url } = await follow(
        requireUrl(address, allows),
        async (hop) => {
          await robots.require(hop);
          return send(hop, headers, limits.bytes);
        },
        allows,
      );
      const { status } = answer;
      if (status !== 200 && !(status === 304 && validators !== null)) throw new FetchError(answered(status));
      return { ...answer, status, url: url.href };
    },
    close: exchange.close,
  };
}

type Send = (url: URL, headers: Readonly<Record<string, string>>, bytes: number) => Promise<HttpAnswer>;

function politely(exchange: Exchange, { clock, random }: Network): Send {
  const pace = createPace(clock);
  return (url, headers, bytes) =>
    withTries(() => pace.inTurn(url.hostname, () => exchange.get(url, headers, bytes)), {
      random,
      hold: (milliseconds) => {
        pace.hold(url.hostname, milliseconds);
      },
    });
}

/** Follows redirects; each hop is held to what the first is held to. */
async function follow(
  from: URL,
  get: (hop: URL) => Promise<HttpAnswer>,
  allows: Allows,
): Promise<{ readonly answer: HttpAnswer; readonly url: URL }> {
  let url = from;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    const answer = await get(url);
    if (!REDIRECTS.includes(answer.status)) return { answer, url };
    const { location } = answer.headers;
    if (location === undefined) throw new FetchError(`${answered(answer.status)} without saying where to`);
    url = requireRedirect(location, allows, url);
  }
  throw new FetchError(`more than ${MAX_REDIRECTS} redirects`);
}

function requireRedirect(location: string, allows: Allows, from: URL): URL {
  try {
    return requireUrl(location, allows, from);
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    throw new FetchError(`it redirects to ${location}, and ${error.message}`, { cause: error });
  }
}

function conditions(validators: Validators | null): Record<string, string> {
  const { etag = null, last_modified = null } = validators ?? {};
  return {
    ...(etag === null ? {} : { "if-none-match": etag }),
    ...(last_modified === null ? {} : { "if-modified-since": last_modified }),
  };
}
