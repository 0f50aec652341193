import { setTimeout as pause } from "node:timers/promises";

/** Time as fetching knows it, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970; never runs backwards. */
  readonly now: () => number;
  /** Comes back after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** The clock of the machine; a correction of its time of day cannot turn it back. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  wait: async (milliseconds) => {
    await pause(milliseconds);
  },
};
