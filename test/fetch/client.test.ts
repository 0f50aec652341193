import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Client } from "../../pipeline/fetch/client.ts";
import { internet } from "../../pipeline/fetch/client.ts";
import type { FetchError } from "../../pipeline/fetch/fetch-error.ts";
import { REQUEST_INTERVAL_MS } from "../../pipeline/fetch/pace.ts";
import { shortestInterval, testClock, testWeb, type TestWeb } from "../support/web.ts";

const failureOf = async (client: Client, address: string): Promise<FetchError> =>
  client.get(address, null).then(
    () => {
      throw new Error(`${address} was fetched, and should not have been`);
    },
    (error: unknown) => error as FetchError,
  );

const textOf = async (client: Client, address: string): Promise<string> =>
  Buffer.from((await client.get(address, null)).body).toString("utf8");

const pathsOf = ({ seen }: TestWeb): string[] => seen.map(({ path }) => path);

describe("a client", () => {
  it("gives status, headers, bytes and address, and says who asks", async () => {
    const web = await testWeb();
    web.serve("/page", (response) => response.writeHead(200, { ETag: '"a"' }).end("wages"));
    const answer = await web.client().get(web.url("/page"), null);
    expect(answer).toMatchObject({ status: 200, url: web.url("/page"), headers: { etag: '"a"' } });
    expect(Buffer.from(answer.body).toString()).toBe("wages");
    expect(web.seen.map(({ headers }) => headers["user-agent"])).toEqual([
      "HealthCareersAlmanac/0.0.0 (+mailto:night@example.org)",
      "HealthCareersAlmanac/0.0.0 (+mailto:night@example.org)",
    ]);
  });

  it("sends validators, and takes 304 for an answer to them only", async () => {
    const web = await testWeb();
    web.serve("/page", (response) => response.writeHead(304).end());
    const date = "Sat, 01 Aug 2026 06:00:00 GMT";
    const answer = await web.client().get(web.url("/page"), { etag: '"a"', last_modified: date });
    expect(answer.status).toBe(304);
    expect(web.seen.at(-1)?.headers).toMatchObject({ "if-none-match": '"a"', "if-modified-since": date });
    expect((await failureOf(web.client(), web.url("/page"))).message).toBe(
      "the server answered 304 Not Modified",
    );
  });

  it.each([
    [403, "the server answered 403 Forbidden"],
    [404, "the server answered 404 Not Found"],
    [204, "the server answered 204 No Content"],
  ])("takes %i for a failure and does not ask again", async (status, reason) => {
    const web = await testWeb();
    web.serve("/page", (response) => response.writeHead(status).end());
    expect((await failureOf(web.client(), web.url("/page"))).message).toBe(reason);
    expect(pathsOf(web)).toEqual(["/robots.txt", "/page"]);
  });

  it("asks again after 500, with a wait that doubles", async () => {
    const web = await testWeb();
    web.serve("/page", (response, count) =>
      count <= 3 ? response.writeHead(500).end() : response.end("wages"),
    );
    expect(await textOf(web.client(), web.url("/page"))).toBe("wages");
    const times = web.seen.filter(({ path }) => path === "/page").map(({ at }) => at);
    expect(times.slice(1).map((at, index) => at - (times[index] ?? 0))).toEqual([2000, 4000, 8000]);
  });

  it("asks four times at most", async () => {
    const web = await testWeb();
    web.serve("/page", (response) => response.writeHead(503).end());
    expect((await failureOf(web.client(), web.url("/page"))).message).toBe(
      "the server answered 503 Service Unavailable (4 tries)",
    );
    expect(pathsOf(web)).toEqual(["/robots.txt", "/page", "/page", "/page", "/page"]);
  });

  it.each([
    ["seconds", () => "90"],
    ["a date", (now: number) => new Date(now + 90_000).toUTCString()],
  ])("waits as long as Retry-After asks, in %s", async (_, header) => {
    const clock = testClock();
    const web = await testWeb(clock);
    web.serve("/page", (response, count) =>
      count === 1
        ? response.writeHead(429, { "Retry-After": header(clock.now()) }).end()
        : response.end("wages"),
    );
    expect(await textOf(web.client(), web.url("/page"))).toBe("wages");
    const [first = 0, second = 0] = web.seen.filter(({ path }) => path === "/page").map(({ at }) => at);
    expect(second - first).toBe(90_000);
  });

  it("does not wait an hour, and does not ask sooner either", async () => {
    const web = await testWeb();
    web.serve("/page", (response) => response.writeHead(429, { "Retry-After": "3600" }).end());
    expect((await failureOf(web.client(), web.url("/page"))).message).toBe(
      "the server answered 429 Too Many Requests and asks to wait 3600 s, too long for one night",
    );
    expect(pathsOf(web)).toEqual(["/robots.txt", "/page"]);
  });

  it("never asks a host more than once in two seconds, whatever happens there", async () => {
    const web = await testWeb();
    web.serve("/flaky", (response, count) => response.writeHead(count < 3 ? 500 : 200).end());
    web.serve("/moved", (response) => response.writeHead(302, { Location: "/page" }).end());
    web.serve("/page", "wages");
    const client = web.client();
    const paths = ["/page", "/flaky", "/moved", "/missing", "/page", "/page"];
    const asked = paths.flatMap((path) => ["a.example", "b.example"].map((host) => web.url(path, host)));
    await Promise.allSettled(asked.map((address) => client.get(address, null)));
    expect(web.seen.filter(({ host }) => host === "a.example").length).toBeGreaterThan(8);
    expect(shortestInterval(web.seen)).toBeGreaterThanOrEqual(REQUEST_INTERVAL_MS);
  });
});

describe("the body", () => {
  const TEXT = "Médian wage: $47,790. ".repeat(50);
  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["deflate", deflateSync],
    ["deflate", deflateRawSync],
  ])("is inflated from %s", async (encoding, pack) => {
    const web = await testWeb();
    web.serve("/page", (response) =>
      response.writeHead(200, { "Content-Encoding": encoding }).end(pack(Buffer.from(TEXT))),
    );
    expect(await textOf(web.client(), web.url("/page"))).toBe(TEXT);
  });

  it("is not taken in an encoding that was not asked for", async () => {
    const web = await testWeb();
    web.serve("/page", (response) => response.writeHead(200, { "Content-Encoding": "zstd" }).end("…"));
    expect((await failureOf(web.client(), web.url("/page"))).message).toContain("encoded as zstd");
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ])("is no %s bomb", async (encoding, pack) => {
    const web = await testWeb();
    const bomb = pack(Buffer.alloc(16 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(64 * 1024);
    web.serve("/page", (response) => response.writeHead(200, { "Content-Encoding": encoding }).end(bomb));
    expect((await failureOf(web.client(), web.url("/page"))).message).toBe(
      "the body has more than the 1048576 bytes that are taken",
    );
    expect(pathsOf(web)).toEqual(["/robots.txt", "/page"]);
  });

  it("is refused where its gzip stream is cut", async () => {
    const web = await testWeb();
    const cut = gzipSync(Buffer.from(TEXT)).subarray(0, 40);
    web.serve("/page", (response) => response.writeHead(200, { "Content-Encoding": "gzip" }).end(cut));
    expect((await failureOf(web.client(), web.url("/page"))).message).toMatch(
      /no whole gzip stream.*4 tries/u,
    );
  });

  it("is refused where it is shorter than its Content-Length", async () => {
    const web = await testWeb();
    web.serve("/page", (response) => {
      response.writeHead(200, { "Content-Length": "1000" });
      response.write("only this", () => response.socket?.end());
    });
    expect((await failureOf(web.client(), web.url("/page"))).message).toBe(
      "the body ends after 9 of the 1000 bytes of its Content-Length (4 tries)",
    );
  });

  it("is refused where its chunks end early", async () => {
    const web = await testWeb();
    web.serve("/page", (response) => {
      response.writeHead(200);
      response.write("only this", () => response.socket?.end());
    });
    expect((await failureOf(web.client(), web.url("/page"))).message).toMatch(
      /^the network failed: .*4 tries/u,
    );
  });

  it("may not go on without end", async () => {
    const web = await testWeb();
    web.serve("/page", (response) => {
      const more = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(64 * 1024, "x"), () => setImmediate(more));
      };
      more();
    });
    expect((await failureOf(web.client(), web.url("/page"))).message).toContain(
      "more than the 1048576 bytes",
    );
  });

  it("may not drip for ever", async () => {
    const web = await testWeb();
    web.serve("/page", (response) => {
      const drip = setInterval(() => response.write("."), 10);
      response.on("close", () => {
        clearInterval(drip);
      });
    });
    const { limits } = web.network();
    const client = web.client({ limits: { ...limits, wholeMs: 150 } });
    expect((await failureOf(client, web.url("/page"))).message).toBe(
      "no whole answer within 0.15 s (4 tries)",
    );
  });
});

describe("a redirect", () => {
  it("is followed to another host, whose robots.txt is asked for first", async () => {
    const web = await testWeb();
    web.serve("/old", (response) =>
      response.writeHead(301, { Location: web.url("/new", "b.example") }).end(),
    );
    web.serve("/new", "wages", "b.example");
    const answer = await web.client().get(web.url("/old", "a.example"), null);
    expect(answer.url).toBe(web.url("/new", "b.example"));
    expect(web.seen.map(({ host, path }) => `${host}${path}`)).toEqual([
      "a.example/robots.txt",
      "a.example/old",
      "b.example/robots.txt",
      "b.example/new",
    ]);
  });

  it("is followed five times and no more", async () => {
    const web = await testWeb();
    const hop = (left: number): void => {
      web.serve(`/${left}`, (response) => response.writeHead(307, { Location: `/${left - 1}` }).end());
    };
    for (const left of [1, 2, 3, 4, 5, 6]) hop(left);
    web.serve("/0", "wages");
    expect(await textOf(web.client(), web.url("/5"))).toBe("wages");
    expect((await failureOf(web.client(), web.url("/6"))).message).toBe("more than 5 redirects");
  });

  it("may not go in circles", async () => {
    const web = await testWeb();
    web.serve("/round", (response) => response.writeHead(302, { Location: "/round" }).end());
    expect((await failureOf(web.client(), web.url("/round"))).message).toBe("more than 5 redirects");
    expect(pathsOf(web)).toHaveLength(7);
  });

  it.each([
    ["http://10.0.0.1/", "10.0.0.1 is not on the public internet"],
    ["http://192.168.1.1/admin", "192.168.1.1 is not on the public internet"],
    ["http://169.254.169.254/latest/meta-data/", "169.254.169.254 is not on the public internet"],
    ["http://0x7f.2/", "127.0.0.2 is not on the public internet"],
    ["http://[::1]/", "[::1] is not on the public internet"],
    ["http://[fd00::1]/", "[fd00::1] is not on the public internet"],
    ["file:///etc/passwd", "file: addresses are not fetched"],
    ["http://user:secret@example.org/", "the address holds a password"],
  ])("to %s is refused", async (location, reason) => {
    const web = await testWeb();
    web.serve("/page", (response) => response.writeHead(302, { Location: location }).end());
    const { message } = await failureOf(web.client(), web.url("/page"));
    expect(message).toContain("it redirects to ");
    expect(message).toContain(reason);
    expect(pathsOf(web)).toEqual(["/robots.txt", "/page"]);
  });

  it("to a name that leads to a private address is refused", async () => {
    const web = await testWeb();
    web.serve("/page", (response) =>
      response.writeHead(302, { Location: web.url("/", "inside.example") }).end(),
    );
    const resolve = (name: string) =>
      Promise.resolve([{ address: name === "inside.example" ? "10.0.0.7" : "127.0.0.1", family: 4 }]);
    const failure = await failureOf(web.client({ resolve }), web.url("/page", "a.example"));
    expect(failure.message).toContain("inside.example is not on the public internet (10.0.0.7)");
    expect(pathsOf(web)).toEqual(["/robots.txt", "/page"]);
  });
});

describe("a name", () => {
  it("that changes its address between two requests gains nothing", async () => {
    const web = await testWeb();
    web.serve("/page", "wages");
    let asked = 0;
    const resolve = () => {
      asked += 1;
      return Promise.resolve([{ address: asked === 1 ? "127.0.0.1" : "127.0.0.2", family: 4 }]);
    };
    const failure = await failureOf(web.client({ resolve }), web.url("/page", "rebinding.example"));
    expect(failure.message).toBe("rebinding.example is not on the public internet (127.0.0.2)");
    expect(pathsOf(web)).toEqual(["/robots.txt"]);
  });

  it("without an address is a failure that may pass", async () => {
    const web = await testWeb();
    const resolve = () => Promise.reject(new Error("getaddrinfo ENOTFOUND nowhere.example"));
    const failure = await failureOf(web.client({ resolve }), web.url("/", "nowhere.example"));
    expect(failure).toMatchObject({ outcome: "disallowed" });
    expect(failure.message).toContain("robots.txt cannot be had");
  });

  it("of this machine is not reached by the internet's client", async () => {
    const web = await testWeb();
    const client = web.client({ allows: internet.allows });
    expect((await failureOf(client, web.url("/page"))).message).toContain("127.0.0.1 is not on the public");
    expect((await failureOf(client, web.url("/page", "localhost"))).message).toContain("localhost is not on");
    expect(web.seen).toEqual([]);
  });
});
