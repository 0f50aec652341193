import { describe, expect, it, test } from "vitest";
import type { FetchError } from "../../pipeline/fetch/fetch-error.ts";
import { REQUEST_INTERVAL_MS } from "../../pipeline/fetch/pace.ts";
import { MAX_ROBOTS_BYTES } from "../../pipeline/fetch/robots.ts";
import { type Handler, shortestInterval, testClock, testWeb } from "../support/web.ts";

const US = "User-agent: HealthCareersAlmanac";
const ALL = "User-agent: *";
const file = (...lines: readonly string[]): string => lines.join("\n");
const answer =
  (status: number, text = ""): Handler =>
  (response) => {
    response.writeHead(status).end(text);
  };

interface RobotsCase {
  readonly name: string;
  readonly robots: string | Handler;
  readonly allowed: readonly string[];
  readonly disallowed: readonly string[];
}

const CASES: readonly RobotsCase[] = [
  { name: "an empty file", robots: "", allowed: ["/a"], disallowed: [] },
  { name: "everything for all", robots: file(ALL, "Disallow: /"), allowed: [], disallowed: ["/", "/a"] },
  { name: "an empty rule", robots: file(ALL, "Disallow:"), allowed: ["/a"], disallowed: [] },
  { name: "a folder", robots: file(ALL, "Disallow: /in/"), allowed: ["/in", "/"], disallowed: ["/in/a"] },
  {
    name: "another robot",
    robots: file("User-agent: other", "Disallow: /"),
    allowed: ["/a"],
    disallowed: [],
  },
  { name: "us by name", robots: file(US, "Disallow: /"), allowed: [], disallowed: ["/a"] },
  {
    name: "us in other letters, with a version",
    robots: file("user-AGENT: healthcareersALMANAC/2.1", "Disallow: /"),
    allowed: [],
    disallowed: ["/a"],
  },
  {
    name: "us before all, wherever it stands",
    robots: file(ALL, "Disallow: /", "", US, "Disallow: /a"),
    allowed: ["/b"],
    disallowed: ["/a"],
  },
  {
    name: "two groups for us",
    robots: file(US, "Disallow: /a", ALL, "Disallow: /", US, "Disallow: /b"),
    allowed: ["/c"],
    disallowed: ["/a", "/b"],
  },
  {
    name: "one group for two robots",
    robots: file("User-agent: other", US, "Disallow: /a"),
    allowed: ["/b"],
    disallowed: ["/a"],
  },
  {
    name: "a sitemap between the names of a group",
    robots: file(US, "Sitemap: http://a.example/map.xml", "User-agent: other", "Disallow: /a"),
    allowed: ["/b"],
    disallowed: ["/a"],
  },
  {
    name: "a crawl delay between the names of a group",
    robots: file(US, "Crawl-delay: 10", "User-agent: other", "Disallow: /a"),
    allowed: ["/b"],
    disallowed: ["/a"],
  },
  {
    name: "an empty group for us, last",
    robots: file(ALL, "Disallow: /", US),
    allowed: ["/a"],
    disallowed: [],
  },
  {
    name: "the longest rule",
    robots: file(ALL, "Disallow: /in/", "Allow: /in/public/"),
    allowed: ["/in/public/a"],
    disallowed: ["/in/a"],
  },
  {
    name: "the longest rule, whatever the order",
    robots: file(ALL, "Allow: /in", "Disallow: /in/secret"),
    allowed: ["/in/a"],
    disallowed: ["/in/secret/a"],
  },
  {
    name: "allow before disallow where they are as long",
    robots: file(ALL, "Disallow: /a", "Allow: /a"),
    allowed: ["/a"],
    disallowed: [],
  },
  {
    name: "a wildcard",
    robots: file(ALL, "Disallow: /*/jobs"),
    allowed: ["/jobs"],
    disallowed: ["/a/jobs", "/a/b/jobs2"],
  },
  { name: "an end", robots: file(ALL, "Disallow: /*.pdf$"), allowed: ["/a.pdf?x"], disallowed: ["/a.pdf"] },
  {
    name: "a query",
    robots: file(ALL, "Disallow: /find?q="),
    allowed: ["/find", "/find?p=1"],
    disallowed: ["/find?q=wages"],
  },
  {
    name: "letters large and small",
    robots: file(ALL, "Disallow: /Jobs"),
    allowed: ["/jobs"],
    disallowed: ["/Jobs"],
  },
  {
    name: "letters percent-encoded without need",
    robots: file(ALL, "Disallow: /%7Ejoe/", "Disallow: /a-b"),
    allowed: ["/joe/"],
    disallowed: ["/~joe/x", "/%61%2Db"],
  },
  {
    name: "letters beyond ASCII",
    robots: file(ALL, "Disallow: /café", "Disallow: /%e2%82%ac"),
    allowed: ["/cafe"],
    disallowed: ["/caf%C3%A9", "/€"],
  },
  {
    name: "a star and a dollar that are meant",
    robots: file(ALL, "Disallow: /a-%2A", "Disallow: /b$c"),
    allowed: ["/a-x", "/b"],
    disallowed: ["/a-*", "/b$c"],
  },
  {
    name: "comments, spaces, a byte order mark, old line ends",
    robots: "\uFEFFUser-agent : * # all\r\r\n  Disallow\t:  /a   # not this\rDisallow: /b",
    allowed: ["/c"],
    disallowed: ["/a", "/b"],
  },
  {
    name: "rules before any name, and lines that are none",
    robots: file("Disallow: /a", "<html>", "Disallow /b", ALL, "Disallow: /c"),
    allowed: ["/a", "/b"],
    disallowed: ["/c"],
  },
  {
    name: "a file longer than is read",
    robots: file(ALL, "Disallow: /a", `#${"x".repeat(MAX_ROBOTS_BYTES)}`, "Disallow: /b"),
    allowed: ["/b"],
    disallowed: ["/a"],
  },
  { name: "401", robots: answer(401), allowed: ["/a"], disallowed: [] },
  { name: "403", robots: answer(403, file(ALL, "Disallow: /")), allowed: ["/a"], disallowed: [] },
  { name: "404", robots: answer(404), allowed: ["/a"], disallowed: [] },
  { name: "410", robots: answer(410), allowed: ["/a"], disallowed: [] },
  { name: "429", robots: answer(429), allowed: [], disallowed: ["/a"] },
  { name: "500", robots: answer(500), allowed: [], disallowed: ["/a"] },
  { name: "503", robots: answer(503), allowed: [], disallowed: ["/a"] },
  {
    name: "a connection that breaks",
    robots: (response) => response.socket?.destroy(),
    allowed: [],
    disallowed: ["/a"],
  },
  {
    name: "a redirect to another host",
    robots: (response, _, { headers: { host = "" } }) => {
      const port = host.replace(/^.*:/u, "");
      response.writeHead(301, { Location: `http://rules.example:${port}/robots.txt` }).end();
    },
    allowed: ["/a"],
    disallowed: ["/elsewhere"],
  },
  {
    name: "a redirect in circles",
    robots: (response) => response.writeHead(302, { Location: "/robots.txt" }).end(),
    allowed: [],
    disallowed: ["/a"],
  },
];

describe("robots.txt", () => {
  it.each(CASES)("$name", async ({ robots, allowed, disallowed }) => {
    const web = await testWeb();
    web.serve("/robots.txt", robots, "a.example");
    web.serve("/robots.txt", file(ALL, "Disallow: /elsewhere"), "rules.example");
    const client = web.client();
    const outcomes = async (paths: readonly string[]): Promise<string[]> => {
      const ends: string[] = [];
      for (const path of paths) {
        const end = await client.get(web.url(path, "a.example"), null).catch((error: unknown) => error);
        ends.push(`${path} ${(end as FetchError).outcome}`);
      }
      return ends;
    };
    // Nobody answers at these addresses: what is allowed meets a 404.
    expect(await outcomes(allowed)).toEqual(allowed.map((path) => `${path} failed`));
    expect(await outcomes(disallowed)).toEqual(disallowed.map((path) => `${path} disallowed`));

    const asked = web.seen.filter(({ path }) => path !== "/robots.txt").map(({ path }) => path);
    expect(asked).toEqual(
      allowed.map((path) => new URL(web.url(path)).pathname + new URL(web.url(path)).search),
    );
    if (web.seen.length > 1) expect(shortestInterval(web.seen)).toBeGreaterThanOrEqual(REQUEST_INTERVAL_MS);
  });
});

test("robots.txt is believed for a day, then asked for again", async () => {
  const clock = testClock();
  const web = await testWeb(clock);
  web.serve("/robots.txt", (response, count) => response.end(file(ALL, count === 1 ? "" : "Disallow: /")));
  web.serve("/a", "wages");
  const client = web.client();
  await client.get(web.url("/a"), null);
  clock.pass(23 * 60 * 60 * 1000);
  await client.get(web.url("/a"), null);
  clock.pass(60 * 60 * 1000);
  await expect(client.get(web.url("/a"), null)).rejects.toThrow("robots.txt disallows it");
  expect(web.seen.map(({ path }) => path)).toEqual(["/robots.txt", "/a", "/a", "/robots.txt"]);
});

test("each port of a host has rules of its own", async () => {
  const [one, other] = [await testWeb(), await testWeb()];
  one.serve("/robots.txt", file(ALL, "Disallow: /"));
  one.serve("/a", "wages");
  other.serve("/a", "wages");
  const client = one.client();
  await expect(client.get(one.url("/a"), null)).rejects.toThrow("robots.txt disallows it");
  expect((await client.get(other.url("/a"), null)).status).toBe(200);
  expect(one.seen.map(({ path }) => path)).toEqual(["/robots.txt"]);
});
