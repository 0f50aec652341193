import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { buildProgram } from "../pipeline/commands/program.ts";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";
import { testIo } from "./support/io.ts";

const readme = readFileSync(join(PROJECT_DIR, "README.md"), "utf8");

/** What the README tells a reader to type, without the name of the program: `sql "…" --format csv`. */
const calls = [...readme.matchAll(/(?:npx almanac|pipeline\/almanac\.js) ([a-z][^\n`]*)/gu)].flatMap(
  ([, call]) => call ?? [],
);

const { commands } = buildProgram(testIo().io, () => undefined);

describe("the README", () => {
  it("has calls to show", () => {
    expect(calls.length).toBeGreaterThan(8);
  });

  it.each(calls)("names a command and options that there are: %s", (call) => {
    const [name, ...rest] = call.replace(/"[^"]*"|'[^']*'|\s#.*$/gu, " ").split(/\s+/u);
    const command = commands.find((one) => one.name() === name);
    expect(command?.name()).toBe(name);
    const known = (command?.options ?? []).flatMap(({ long, short }) => [long, short]);
    for (const option of rest.filter((word) => word.startsWith("-"))) expect(known).toContain(option);
  });

  it("lists every command", () => {
    const listed = [...readme.matchAll(/^\| `almanac ([a-z]+)/gmu)].map(([, name]) => name);
    expect(listed.sort()).toEqual(commands.map((one) => one.name()).sort());
  });
});
