import { STATUS_CODES } from "node:http";
import { Agent, type Dispatcher } from "undici";
import { errnoCode, messageOf } from "../lib/errno.ts";
import { type Allows, guardedLookup, type Resolve } from "./addresses.ts";
import { FetchError } from "./fetch-error.ts";
import { ACCEPT_ENCODING, inflateBody, tooLarge } from "./inflate.ts";
import { retryAfterMs } from "./tries.ts";

/** What a request may take. */
export interface Limits {
  /** Bytes of a body, as sent and inflated. */
  readonly bytes: number;
  readonly connectMs: number;
  /** From the request to the last header. */
  readonly headersMs: number;
  /** Between two pieces of the body. */
  readonly bodyMs: number;
  /** The whole of a request and its answer. */
  readonly wholeMs: number;
}

/** What a server answered to one request; redirects are not followed here. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; a header that came several times is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Inflated; empty for every status but 200. */
  readonly body: Uint8Array;
}

/** Sends GET requests, one each, and nothing else. */
export interface Exchange {
  /**
   * @throws FetchError for whatever is no whole answer, for 429 and for 5xx.
   */
  readonly get: (url: URL, headers: Readonly<Record<string, string>>, bytes: number) => Promise<HttpAnswer>;
  readonly close: () => Promise<void>;
}

/** What exchanges need of the world. */
export interface ExchangeEffects {
  readonly resolve: Resolve;
  readonly allows: Allows;
  readonly now: () => number;
  readonly limits: Limits;
  readonly userAgent: string;
}

/** Opens what requests go through; it has to be closed. */
export function openExchange({ resolve, allows, now, limits, userAgent }: ExchangeEffects): Exchange {
  const agent = new Agent({
    connect: { lookup: guardedLookup(resolve, allows), timeout: limits.connectMs },
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.bodyMs,
    // A connection is used once: the pace leaves none open long enough to be worth keeping.
    pipelining: 0,
  });
  return {
    get: async (url, headers, bytes) => {
      const answer = await send(agent, url, limits, {
        "user-agent": userAgent,
        accept: "*/*",
        "accept-encoding": ACCEPT_ENCODING,
        ...headers,
      });
      const status = answer.statusCode;
      const known = plainHeaders(answer.headers);
      if (status !== 200) discard(answer);
      if (status === 429 || status >= 500)
        throw new FetchError(answered(status), {
          isPassing: true,
          retryAfterMs: retryAfterMs(known["retry-after"], now()),
        });
      if (status !== 200) return { status, headers: known, body: new Uint8Array() };
      const body = await readBody(answer, known, bytes, limits);
      return { status, headers: known, body: await inflateBody(body, known["content-encoding"], bytes) };
    },
    close: () => agent.destroy(),
  };
}

/** `the server answered 404 Not Found`. */
export const answered = (status: number): string =>
  `the server answered ${[status, STATUS_CODES[status]].filter((part) => part !== undefined).join(" ")}`;

async function send(
  agent: Agent,
  url: URL,
  limits: Limits,
  headers: Readonly<Record<string, string>>,
): Promise<Dispatcher.ResponseData> {
  try {
    return await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: "GET",
      headers: { ...headers },
      signal: AbortSignal.timeout(limits.wholeMs),
    });
  } catch (error) {
    throw networkError(error, limits);
  }
}

/** Ends an answer whose body nobody reads; that it then ends early is no error. */
function discard({ body }: Dispatcher.ResponseData): void {
  body.on("error", () => undefined);
  body.destroy();
}

async function readBody(
  { body }: Dispatcher.ResponseData,
  headers: Readonly<Record<string, string>>,
  most: number,
  limits: Limits,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let received = 0;
  try {
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      received += piece.length;
      if (received > most) throw tooLarge(most);
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof FetchError) throw error;
    const declared = Number(headers["content-length"] ?? Number.NaN);
    const isCut = received < declared && timeoutOf(error, limits) === null;
    throw isCut ? shortBody(received, declared, error) : networkError(error, limits);
  }
  return Buffer.concat(pieces);
}

const shortBody = (received: number, declared: number, cause: unknown): FetchError =>
  new FetchError(`the body ends after ${received} of the ${declared} bytes of its Content-Length`, {
    isPassing: true,
    cause,
  });

/** What went wrong on the way, in words; the refusal of an address comes through as it is. */
function networkError(error: unknown, limits: Limits): FetchError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof FetchError) return cause;
  }
  const reason = timeoutOf(error, limits) ?? `the network failed: ${messageOf(error)}`;
  return new FetchError(reason, { isPassing: true, cause: error });
}

/** Which of the limits on time was met, in words; null for any other error. */
function timeoutOf(error: unknown, { connectMs, headersMs, bodyMs, wholeMs }: Limits): string | null {
  const after = (milliseconds: number): string => `within ${milliseconds / 1000} s`;
  if (error instanceof Error && error.name === "TimeoutError") return `no whole answer ${after(wholeMs)}`;
  const reasons: Readonly<Record<string, string>> = {
    UND_ERR_CONNECT_TIMEOUT: `no connection ${after(connectMs)}`,
    UND_ERR_HEADERS_TIMEOUT: `no answer ${after(headersMs)}`,
    UND_ERR_BODY_TIMEOUT: `the body stopped, and did not go on ${after(bodyMs)}`,
  };
  return reasons[errnoCode(error) ?? ""] ?? null;
}

function plainHeaders(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}
