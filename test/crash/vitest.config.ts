import { defineConfig } from "vitest/config";

/** The long form of the crash test: `npm run test:crash`. */
export default defineConfig({
  test: {
    include: ["test/crash/*.test.ts"],
    env: { ALMANAC_CRASH: "long" },
    pool: "forks",
    disableConsoleIntercept: true,
  },
});
