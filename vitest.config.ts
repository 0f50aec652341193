import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/run-folder.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // A worker keeps the modules that it has read from file to file: no test changes what a module holds.
    isolate: false,
    unstubEnvs: true,
    unstubGlobals: true,
    maxWorkers: "100%",
  },
});
