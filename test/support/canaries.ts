import { mkdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Targets, TRACE } from "./hostile.ts";

/** What stands in the files that nobody may read. */
export const CANARY = "CANARY-OF-THE-FOLDER";

/** What hostile pages are aimed at, set up to notice whatever hits. */
export interface Canaries extends Targets {
  /** Connections to the server so far, whatever was asked for. */
  connections(): number;
  close(): Promise<void>;
}

/** Starts a server on loopback, and writes files that show when they were read. */
export async function setCanaries(): Promise<Canaries> {
  let connections = 0;
  const server = createServer((_, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.end(`globalThis.ran="${TRACE}"`);
  });
  server.on("connection", () => (connections += 1));
  // Without a host: payloads name it in several ways.
  await new Promise<void>((listening) => server.listen(0, listening));
  const { port } = server.address() as AddressInfo;
  const letters = `${process.pid}${port}`.replaceAll(/\d/gu, (digit) => "abcdefghij"[Number(digit)] ?? "");
  const folder = join(tmpdir(), `almanac-canary-${letters}`);
  await mkdir(folder, { recursive: true });
  const files = {
    "canary.txt": CANARY,
    "canary.html": `<p>${CANARY}</p><script>parent.ran="${TRACE}"</script>`,
    "canary.css": `body::after, p::after { content: "${CANARY}" }`,
    "canary.js": `globalThis.ran=document.title="${TRACE}"`,
    "canary.svg": `<svg xmlns="http://www.w3.org/2000/svg"><text id="c" y="20">${CANARY}</text></svg>`,
    "canary.ttf": CANARY,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return {
    address: `http://127.0.0.1:${port}`,
    folder,
    connections: () => connections,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
