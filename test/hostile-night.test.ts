import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import puppeteer, { type Browser } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { explainCommand } from "../pipeline/commands/explain.ts";
import { statusCommand } from "../pipeline/commands/status.ts";
import { DEFAULT_CONFIGURATION } from "../pipeline/contracts/configuration.ts";
import { AlmanacError } from "../pipeline/contracts/errors.ts";
import type { Evidence } from "../pipeline/contracts/evidence.ts";
import type { NightlyOptions } from "../pipeline/contracts/run.ts";
import { snapshotMetaSchema } from "../pipeline/contracts/snapshot.ts";
import { findBrowser } from "../pipeline/lib/browser.ts";
import { createLog } from "../pipeline/lib/log.ts";
import { legible } from "../pipeline/lib/legible.ts";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";
import { runNightly } from "../pipeline/run.ts";
import { sources } from "../pipeline/sources/registry.ts";
import { holdToBounds } from "../pipeline/stages/screen.ts";
import { type PageId, PAGES, type Page, readBytes, readRaw, readTwin } from "./sources/page-facts.ts";
import { CANARY, type Canaries, setCanaries } from "./support/canaries.ts";
import { hostilePayloads, type Payload, TRACE } from "./support/hostile.ts";
import { hostilePage, type Writing } from "./support/hostile-pages.ts";
import { testIo } from "./support/io.ts";
import { pdfActions } from "./support/pdf-actions.ts";
import { readPdf } from "./support/pdf-reader.ts";

/** Nights of five hostile pages each; the environment may ask for more than a test run has time for. */
const NIGHTS = Number(process.env["ALMANAC_HOSTILE_NIGHTS"] ?? "1");

/** How far the payloads move on from page to page, and from night to night. */
const STEP = 47;

/** Names of files in an edition, no part of which comes from a page but the code of a state. */
const NAMES =
  /^(?:(?:index|national)\.html|national\.pdf|states(?:\/[A-Z]{2}(?:-[a-z]+)*\.(?:html|pdf))?|(?:evidence|changes|manifest)\.json|changes\.md|warehouse\.duckdb|almanac\.duckdb)$/u;

type Form = "html" | "raw" | "twin";

/** Which form of each page a night has, and how payloads are written into it. */
const WAYS: readonly (readonly [Form, Writing])[] = [
  ["html", "as text"],
  ["html", "as markup"],
  ["raw", "as text"],
  ["twin", "as text"],
];

let folder = "";
let canaries: Canaries;
let browser: Browser;
let payloads: readonly Payload[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "almanac-hostile-"));
  canaries = await setCanaries();
  payloads = hostilePayloads(canaries);
  const { path: executablePath } = await findBrowser();
  // As a reader's: nothing is refused, so that what reaches the server is a fault of the page.
  browser = await puppeteer.launch({ executablePath, headless: "shell", pipe: true, args: ["--no-sandbox"] });
});

afterAll(async () => {
  await browser.close();
  await canaries.close();
  await rm(folder, { recursive: true, force: true });
});

test("there are more than a hundred payloads, and a browser that meets one bare is hit by it", async () => {
  expect(new Set(payloads.map(({ text }) => text)).size).toBe(payloads.length);
  expect(payloads.length).toBeGreaterThan(200);
  const bare = payloads.find(({ text }) => text.startsWith("<script>globalThis.ran"))?.text ?? "";
  const seen = canaries.connections();
  const file = join(folder, "bare.html");
  await writeFile(
    file,
    `<body>${bare}<img src="${canaries.address}/x"><iframe src="file://${canaries.folder}/canary.txt"></iframe>`,
  );
  const opened = await openInBrowser(file);
  expect(opened.ran).toBe(TRACE);
  expect(opened.requests).toContain(`file://${canaries.folder}/canary.txt`);
  expect(canaries.connections()).toBeGreaterThan(seen);
});

describe.each(Array.from({ length: NIGHTS }, (_, at) => at))("hostile pages, night %i", (night) => {
  test("print every PDF, run nothing, reach nothing, read nothing", { timeout: 300_000 }, async () => {
    const before = canaries.connections();
    const way = WAYS[night % WAYS.length] ?? ["html", "as text"];
    const { rawDir, planted } = await hostileRaw(night, way);
    const told = await nightOf(night, rawDir);
    const latest = join(folder, `reports-${night}`, "latest");
    const files = (await readdir(latest, { recursive: true })).sort();
    const pdfs = files.filter((name) => name.endsWith(".pdf"));
    const pages = files.filter((name) => name.endsWith(".html"));
    expect(pdfs.length).toBeGreaterThan(10);
    for (const name of files) expect(name).toMatch(NAMES);
    expect(pages.length).toBe(pdfs.length + 1);

    const printed = new Set<string>();
    for (const name of pdfs) {
      const bytes = await readFile(join(latest, name));
      const { active, addresses, images } = await pdfActions(bytes);
      expect({ name, active, images }).toEqual({ name, active: [], images: 0 });
      for (const address of addresses) expect(address).toMatch(/^https?:\/\/(?!localhost|127\.)/u);
      const read = await readPdf(bytes);
      expect(read.attachments.map((one) => one.name)).toEqual(["evidence.json"]);
      const text = read.pages.flatMap(({ texts }) => texts.map((one) => one.text)).join("");
      expect(text).not.toContain(TRACE);
      expect(text).not.toContain(CANARY);
      expect(read.title).not.toContain(TRACE);
      for (const payload of planted)
        if (squeezed(text).includes(squeezed(legible(payload)))) printed.add(payload);
    }
    for (const name of pages) await expectHarmless(join(latest, name));
    for (const name of files.filter((one) => /\.(?:html|json|md)$/u.test(one)))
      expect(await readFile(join(latest, name), "utf8")).not.toContain(CANARY);
    expect(controlsIn(`${told}${await askedAfterwards(night, latest)}`)).toEqual([]);
    expect(await readdir(canaries.folder)).toHaveLength(6);
    expect(canaries.connections()).toBe(before);
    process.stdout.write(
      `night ${night} (${way.join(", ")}): ${planted.length} payloads planted, ${printed.size} readable in ${pdfs.length} PDFs, ${pages.length} pages opened\n`,
    );
    if (way[1] === "as text" && way[0] === "html") expect(printed.size).toBeGreaterThan(100);
  });
});

/** A raw directory with hostile copies of the five pages, and the other sources as the project has them. */
async function hostileRaw(
  night: number,
  [form, writing]: readonly [Form, Writing],
): Promise<{ rawDir: string; planted: readonly string[] }> {
  const rawDir = join(folder, `raw-${night}`);
  await cp(join(PROJECT_DIR, "raw"), rawDir, { recursive: true });
  const planted = new Set<string>();
  for (const [at, { id }] of PAGES.entries()) {
    const page = readForm(id, form);
    const first = (night * PAGES.length + at) * STEP;
    const isUsable = (text: string): boolean => isUsableAs(id, page, text);
    const hostile = hostilePage({ page, payloads, first, writing, isUsable });
    for (const { text } of hostile.planted) planted.add(text);
    await rm(join(rawDir, id), { recursive: true });
    await mkdir(join(rawDir, id));
    const file = join(rawDir, id, page.document.format === "html" ? "page.html" : "page.txt");
    await writeFile(file, hostile.text);
    const said = payloads[first % payloads.length]?.text ?? "";
    const url = `https://example.com/"><script src=//example.com></script>`;
    await writeFile(`${file}.meta.json`, JSON.stringify({ url, note: said, prose: "rewritten" }));
  }
  return { rawDir, planted: [...planted] };
}

function readForm(id: PageId, form: Form): Page {
  const [raw, twin] = [readRaw(id), readTwin(id)];
  if (form === "html") return raw.document.format === "html" ? raw : twin;
  return form === "raw" ? raw : twin;
}

/** Whether a night could use the page, and finds most of what stood on the one it was made of. */
function isUsableAs(id: string, whole: Page, text: string): boolean {
  const source = sources.find((one) => one.id === id);
  if (source === undefined) throw new Error(`no source ${id}`);
  try {
    const page = readBytes(id, Buffer.from(text));
    const meta = snapshotMetaSchema.parse({});
    holdToBounds(
      source,
      { snapshot_id: "", source_id: id, path: id, bytes: Buffer.from(text), meta },
      page.cleaned,
      null,
    );
    // A gap in a list of ranks would rightly keep the edition from being published.
    const ranks = ({ cleaned }: Page): number =>
      cleaned.filter(({ record, outcome }) => record.kind === "area_ranking" && "rows" in outcome).length;
    return (
      page.document.format === whole.document.format &&
      page.cleaned.length * 2 > whole.cleaned.length &&
      ranks(page) === ranks(whole)
    );
  } catch (error) {
    if (error instanceof AlmanacError) return false;
    throw error;
  }
}

/** Runs the night as the command does; what it told on stderr. */
async function nightOf(night: number, rawDir: string): Promise<string> {
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const options: NightlyOptions = {
    rawDir,
    warehouseDir: join(folder, `warehouse-${night}`),
    outDir: join(folder, `reports-${night}`),
    only: null,
    sourceDateEpoch: null,
    force: false,
    offline: true,
    configuration: DEFAULT_CONFIGURATION,
    webhook: null,
  };
  const now = (): Date => new Date("2026-08-01T03:00:00Z");
  await runNightly(options, { now, log: createLog(stream, "plain") });
  return lines.join("");
}

/** What `status` says after a night, and `explain` of texts that came from pages. */
async function askedAfterwards(night: number, latest: string): Promise<string> {
  const { io, out, said } = testIo();
  const [warehouseDir, outDir, rawDir] = ["warehouse", "reports", "raw"].map((name) =>
    join(folder, `${name}-${night}`),
  );
  if (warehouseDir === undefined || outDir === undefined || rawDir === undefined)
    throw new Error("no folders");
  await statusCommand({ warehouseDir, outDir, json: false }, io);
  const { figures } = JSON.parse(await readFile(join(latest, "evidence.json"), "utf8")) as Evidence;
  const quotes = figures.filter(({ unit, record_ids }) => unit === "text" && record_ids.length > 0);
  for (const { id } of quotes.filter((_, at) => at % 50 === 0))
    await explainCommand({ wanted: id, rawDir, outDir, report: null, all: false, json: false }, io);
  expect(out().length).toBeGreaterThan(1000);
  return `${out()}${said()}`;
}

/** What a page did once it was open in a browser with script and network. */
interface Opened {
  readonly ran: string | null;
  readonly title: string;
  readonly text: string;
  /** Addresses that were asked for, besides the page's own and what stands in the page itself. */
  readonly requests: readonly string[];
  /** Dialogs, new windows, errors and breaches of the page's policy. */
  readonly complaints: readonly string[];
  /** Elements that no page of the almanac has, and scripts beyond its own two. */
  readonly strangers: number;
}

/** Opens a file as a reader does, asks for the evidence of some numbers and searches for what names begin with. */
async function openInBrowser(file: string): Promise<Opened> {
  const page = await browser.newPage();
  try {
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => {
      const url = request.url();
      if (url !== `file://${file}` && !url.startsWith("data:")) requests.push(url);
    });
    page.on("dialog", (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("popup", () => complaints.push("a new window"));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) complaints.push(message.text());
    });
    await page.goto(`file://${file}`, { waitUntil: "load" });
    await page.evaluate(ASK);
    const found = (await page.evaluate(LOOK)) as Omit<Opened, "requests" | "complaints">;
    return { ...found, requests, complaints };
  } finally {
    await page.close();
  }
}

/** In the page: opens the evidence of forty texts from pages, and types what names begin with. */
const ASK = `(async () => {
  const quotes = [...document.querySelectorAll("[data-figure].quote")].filter((quote) => quote.closest("a") === null);
  const step = Math.max(1, Math.floor(quotes.length / 40));
  for (const quote of quotes.filter((_, at) => at % step === 0)) quote.click();
  document.querySelector("dialog.evidence")?.close?.();
  const search = document.querySelector("#search");
  for (const word of ["a", "<", "__proto__", "script"]) {
    if (search === null) break;
    search.value = word;
    search.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
})()`;

/** In the page: what happened to it. */
const LOOK = `({
  ran: globalThis.ran ?? null,
  title: document.title,
  text: document.body.textContent,
  strangers: document.querySelectorAll("img, iframe, object, embed, form, link, base, video, audio, script:not(body > script), svg script, foreignObject, template, math").length,
})`;

async function expectHarmless(file: string): Promise<void> {
  const { ran, title, text, ...rest } = await openInBrowser(file);
  expect({ file, ran, ...rest }).toEqual({ file, ran: null, requests: [], complaints: [], strangers: 0 });
  expect(title).not.toContain(TRACE);
  expect(text).not.toContain(TRACE);
}

/** A text without white space and what else a printer may put between its letters, or leave out. */
const squeezed = (text: string): string => text.replaceAll(/[\s\p{Cf}\p{M}]/gu, "");

/** Controls and marks that turn the line, in what is told on a terminal. */
const controlsIn = (text: string): string[] =>
  // eslint-disable-next-line no-control-regex -- naming control characters is the point
  text.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu) ?? [];
