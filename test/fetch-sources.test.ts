import { expect, test } from "vitest";
import { sources } from "../pipeline/sources/registry.ts";

const fetched = sources.filter(({ fetch }) => fetch.length > 0);

test("a source without an address is not fetched", () => {
  expect(fetched.length).toBeGreaterThan(3);
  expect(fetched.filter(({ url }) => url === null)).toEqual([]);
});

test("what is fetched is a page or a file, each asked for once, over https", () => {
  const addresses = fetched.flatMap(({ fetch }) => fetch);
  expect(new Set(addresses).size).toBe(addresses.length);
  for (const address of addresses) {
    expect(new URL(address).protocol).toBe("https:");
    expect(address).toMatch(/\.(?:htm|zip|xlsx)$/u);
  }
});
