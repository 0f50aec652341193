import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { postJson } from "../../pipeline/fetch/webhook.ts";

const LIMITS = { timeout_ms: 10_000, pause_ms: 1 };
const SECRET = "/services/T000/B000/secret";

/** A receiver on this machine that answers as it is told, and what it was sent. */
async function receiver(answer: (response: ServerResponse, tries: number) => void) {
  const bodies: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let body = "";
    request.on("data", (piece: Buffer) => (body += piece.toString("utf8")));
    request.on("end", () => {
      bodies.push(`${request.method ?? ""} ${request.url ?? ""} ${body}`);
      answer(response, bodies.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { host, address: `http://${host}${SECRET}`, bodies };
}

describe("postJson", () => {
  it("posts JSON once where it is taken", async () => {
    const { address, bodies } = await receiver((response) => response.writeHead(204).end());
    expect(await postJson(address, { text: "published" }, LIMITS)).toBeNull();
    expect(bodies).toEqual([`POST ${SECRET} {"text":"published"}`]);
  });

  it("tries again where the receiver is busy", async () => {
    const { address, bodies } = await receiver((response, tries) =>
      response.writeHead(tries === 1 ? 503 : tries === 2 ? 429 : 200).end(),
    );
    expect(await postJson(address, {}, LIMITS)).toBeNull();
    expect(bodies).toHaveLength(3);
  });

  it("gives up after three tries, and names the host only", async () => {
    const { address, host, bodies } = await receiver((response) => response.writeHead(500).end("no"));
    const problem = await postJson(address, {}, LIMITS);
    expect(problem).toBe(`the webhook at ${host} did not take the summary: it answered 500`);
    expect(bodies).toHaveLength(3);
  });

  it.each([
    ["refuses", 404],
    ["sends it elsewhere", 307],
  ])("asks once where the receiver %s", async (_, status) => {
    const { address, bodies } = await receiver((response) =>
      response.writeHead(status, { location: "http://127.0.0.1:9/" }).end(),
    );
    expect(await postJson(address, {}, LIMITS)).toContain(`it answered ${String(status)}`);
    expect(bodies).toHaveLength(1);
  });

  it("does not wait for a receiver that never answers", async () => {
    const { address, host, bodies } = await receiver(() => undefined);
    const problem = await postJson(address, {}, { timeout_ms: 50, pause_ms: 1 });
    expect(problem).toBe(`the webhook at ${host} did not take the summary: no answer within 0.05 s`);
    expect(bodies.length).toBeLessThanOrEqual(3);
  });

  it("does not read an answer without end", async () => {
    const { address } = await receiver((response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("x"), 1);
      response.on("close", () => {
        clearInterval(timer);
      });
    });
    expect(await postJson(address, {}, LIMITS)).toBeNull();
  });

  it.each([
    ["nobody listens", `http://127.0.0.1:9${SECRET}`],
    ["there is no such host", `https://hooks.invalid${SECRET}`],
    ["the address holds a password", `https://user:hunter2@hooks.invalid${SECRET}`],
    ["the address is none", `not an address ${SECRET}`],
  ])("keeps the secret where %s", async (_, address) => {
    const problem = await postJson(address, {}, LIMITS);
    expect(problem).toContain("did not take the summary");
    expect(problem).not.toMatch(/secret|services|hunter2|user/u);
  });
});
