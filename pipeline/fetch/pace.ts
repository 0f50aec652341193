import type { Clock } from "./clock.ts";

/** Time between the end of a request to a host and the next request to it, milliseconds. */
export const REQUEST_INTERVAL_MS = 2000;

/**
 * Lets requests to a host pass one after the other. The interval counts from the end of the one before:
 * counted from its start, one that was slow on its way would reach the server close to the next.
 */
export interface Pace {
  /** Sends a request to the host when it is its turn. */
  readonly inTurn: <Result>(hostname: string, send: () => Promise<Result>) => Promise<Result>;
  /** Nothing goes to the host for so many milliseconds from now. */
  readonly hold: (hostname: string, milliseconds: number) => void;
}

/** A pace that has seen no request yet. Ports of a host share its turns. */
export function createPace(clock: Clock): Pace {
  const freeAt = new Map<string, number>();
  const lastInLine = new Map<string, Promise<unknown>>();
  const hold = (hostname: string, milliseconds: number): void => {
    freeAt.set(hostname, Math.max(freeAt.get(hostname) ?? -Infinity, clock.now() + milliseconds));
  };
  const untilFree = async (hostname: string): Promise<void> => {
    for (;;) {
      const wait = (freeAt.get(hostname) ?? -Infinity) - clock.now();
      if (wait <= 0) return;
      await clock.wait(wait);
    }
  };
  return {
    inTurn: (hostname, send) => {
      const before = lastInLine.get(hostname) ?? Promise.resolve();
      const turn = before.then(async () => {
        await untilFree(hostname);
        try {
          return await send();
        } finally {
          hold(hostname, REQUEST_INTERVAL_MS);
        }
      });
      lastInLine.set(
        hostname,
        turn.catch(() => undefined),
      );
      return turn;
    },
    hold,
  };
}
