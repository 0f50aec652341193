import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { type Client, type Network, openClient } from "../../pipeline/fetch/client.ts";
import type { Clock } from "../../pipeline/fetch/clock.ts";

/** A clock on which waiting takes no time and moves it on. */
export function testClock(start = Date.parse("2026-08-01T06:00:00Z")): Clock & { pass(ms: number): void } {
  let time = start;
  return {
    now: () => time,
    wait: (milliseconds) => {
      time += milliseconds;
      return Promise.resolve();
    },
    pass: (milliseconds) => {
      time += milliseconds;
    },
  };
}

/** A request as the server saw it. */
export interface Seen {
  /** Name that it was asked by, without the port. */
  readonly host: string;
  readonly path: string;
  /** By the injected clock. */
  readonly at: number;
  readonly headers: IncomingMessage["headers"];
}

/** Answers a request; `count` says how often this address was asked for, from 1. */
export type Handler = (response: ServerResponse, count: number, request: IncomingMessage) => void;

/** A server on loopback, and the log of all that it was asked for. */
export interface TestWeb {
  /** Everything asked for, oldest first, robots.txt among it. */
  readonly seen: Seen[];
  /** Answers `http://host<path>`; what nobody answers is 404. */
  readonly serve: (path: string, handler: Handler | string, host?: string) => void;
  /** The address of a path, by whatever name of the server. */
  readonly url: (path: string, host?: string) => string;
  readonly network: (more?: Partial<Network>) => Network;
  readonly client: (more?: Partial<Network>) => Client;
}

/** The one address that tests may connect to. */
const LOOPBACK = "127.0.0.1";

/** Starts a server for the running test. Every name leads to it, and nothing else can be reached. */
export async function testWeb(clock: Clock = testClock()): Promise<TestWeb> {
  const seen: Seen[] = [];
  const handlers = new Map<string, Handler>();
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const host = (request.headers.host ?? "").replace(/:\d+$/u, "");
    const path = request.url ?? "";
    seen.push({ host, path, at: clock.now(), headers: request.headers });
    const key = handlers.has(`${host}${path}`) ? `${host}${path}` : path;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const handler = handlers.get(key) ?? ((missing) => missing.writeHead(404).end("not here"));
    handler(response, count, request);
  });
  await new Promise<void>((listening) => server.listen(0, LOOPBACK, listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const network = (more: Partial<Network> = {}): Network => ({
    clock,
    random: () => 0,
    resolve: () => Promise.resolve([{ address: LOOPBACK, family: 4 }]),
    allows: (address) => address === LOOPBACK,
    limits: { bytes: 1024 * 1024, connectMs: 5000, headersMs: 5000, bodyMs: 5000, wholeMs: 5000 },
    ...more,
  });
  return {
    seen,
    serve: (path, handler, host = "") => {
      const answer: Handler = typeof handler === "string" ? (response) => response.end(handler) : handler;
      handlers.set(`${host}${path}`, answer);
    },
    url: (path, host = LOOPBACK) => `http://${host}:${port}${path}`,
    network,
    client: (more = {}) => {
      const client = openClient(network(more), "HealthCareersAlmanac/0.0.0 (+mailto:night@example.org)");
      onTestFinished(client.close);
      return client;
    },
  };
}

/** Shortest time between two requests to one host, milliseconds; Infinity where no host was asked twice. */
export function shortestInterval(seen: readonly Seen[]): number {
  const hosts = [...new Set(seen.map(({ host }) => host))];
  const intervals = hosts.flatMap((host) => {
    const times = seen.filter((one) => one.host === host).map(({ at }) => at);
    return times.slice(1).map((at, index) => at - (times[index] ?? 0));
  });
  return Math.min(...intervals);
}
