import type { Clock } from "./clock.ts";

/** Time between two requests to one host, milliseconds. */
export const REQUEST_INTERVAL_MS = 2000;

/** Lets requests to a host pass one after the other, never more than one every two seconds. */
export interface Pace {
  /** Comes back when a request to the host may go out; each call is one request. */
  readonly turn: (hostname: string) => Promise<void>;
  /** Nothing goes to the host for so many milliseconds from now. */
  readonly hold: (hostname: string, milliseconds: number) => void;
}

/** A pace that has seen no request yet. Ports of a host share its turns. */
export function createPace(clock: Clock): Pace {
  const freeAt = new Map<string, number>();
  const lastInLine = new Map<string, Promise<void>>();
  const takeTurn = async (hostname: string): Promise<void> => {
    for (;;) {
      const wait = (freeAt.get(hostname) ?? 0) - clock.now();
      if (wait <= 0) break;
      await clock.wait(wait);
    }
    freeAt.set(hostname, clock.now() + REQUEST_INTERVAL_MS);
  };
  return {
    turn: (hostname) => {
      const before = lastInLine.get(hostname) ?? Promise.resolve();
      const turn = before.then(() => takeTurn(hostname));
      lastInLine.set(hostname, turn);
      return turn;
    },
    hold: (hostname, milliseconds) => {
      freeAt.set(hostname, Math.max(freeAt.get(hostname) ?? 0, clock.now() + milliseconds));
    },
  };
}
