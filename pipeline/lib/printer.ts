import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import type { Browser, LaunchOptions, Page } from "puppeteer";

import { AlmanacError } from "../contracts/errors.ts";
import { findBrowser, fontConfig, runningEntry, type FoundBrowser } from "./browser.ts";
import { messageOf } from "./errno.ts";

/**
 * What a page may do: be styled, with fonts and pictures that it brings itself. Nothing is fetched, run or sent.
 * Stands in the head of every page, and holds for whatever is printed.
 */
export const CONTENT_POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'">`;

/**
 * The few arguments beyond puppeteer's own. Hinting would make letter widths depend on the machine;
 * names of hosts resolve to nothing.
 */
const ARGS = [
  "--disable-gpu",
  "--font-render-hinting=none",
  "--lang=en-US",
  "--host-resolver-rules=MAP * ~NOTFOUND",
];

/** How a printer works; the defaults are for two cores. */
export interface PrinterOptions {
  /** Pages printed at the same time. */
  readonly tabs?: number;
  /** Longest time for one page, in milliseconds; after it the browser is killed. */
  readonly timeoutMs?: number;
}

/** An open browser that turns HTML into PDF. {@link close} it when done. */
export interface Printer {
  readonly browser: FoundBrowser;
  /** As the browser gives it: `HeadlessChrome/143.0.7499.0`. */
  readonly version: string;
  /** False where Chromium's own sandbox is not to be had: for root, and where the system forbids it. */
  readonly sandboxed: boolean;
  /**
   * Prints a document that stands alone, as Letter or as its own `@page` says; tagged, with bookmarks
   * from its headings. Bytes differ between prints only in dates and /ID (pdf/settle.ts settles those).
   *
   * @throws AlmanacError where it takes longer than the limit (the browser is gone then), where the
   *   fonts or pictures of the document do not load, and where the browser has died.
   */
  print(html: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

/**
 * Starts the browser that {@link findBrowser} finds. Pages cannot reach anything: scripts are off, every
 * request is refused, the network is offline, and {@link CONTENT_POLICY} holds whatever a document says.
 * The browser ends with this process, however that ends, because it listens on a pipe.
 *
 * @throws AlmanacError where no browser is found or it does not start.
 */
export async function openPrinter({ tabs = 2, timeoutMs = 30_000 }: PrinterOptions = {}): Promise<Printer> {
  const found = await findBrowser();
  const profile = await runningEntry();
  const { browser, sandboxed } = await launch(found, profile);
  const close = async (): Promise<void> => {
    await browser.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  };
  const pool = await openPool(browser, tabs).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    browser: found,
    version: await browser.version(),
    sandboxed,
    close,
    async print(html) {
      let tab = await pool.take();
      try {
        return await withWatchdog(browser, timeoutMs, printIn(tab, html));
      } catch (error) {
        tab = await replaced(browser, tab);
        throw error;
      } finally {
        pool.give(tab);
      }
    },
  };
}

async function launch(
  found: FoundBrowser,
  profile: string,
): Promise<{ browser: Browser; sandboxed: boolean }> {
  const { default: puppeteer } = await import("puppeteer");
  const options: LaunchOptions = {
    executablePath: found.path,
    headless: "shell",
    pipe: true,
    userDataDir: profile,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    env: {
      ...process.env,
      TZ: "UTC",
      ...(process.platform === "linux" ? { FONTCONFIG_FILE: await fontConfig() } : {}),
    },
  };
  const open = { ...options, args: [...ARGS, "--no-sandbox"] };
  try {
    if (process.getuid?.() === 0) return { browser: await puppeteer.launch(open), sandboxed: false };
    try {
      return { browser: await puppeteer.launch({ ...options, args: ARGS }), sandboxed: true };
    } catch (error) {
      if (!(await lacksSandbox(found, profile))) throw error;
      return { browser: await puppeteer.launch(open), sandboxed: false };
    }
  } catch (error) {
    throw new AlmanacError(`The browser does not start: ${messageOf(error).split("\n")[0] ?? ""}`, {
      where: `${found.path} (${found.kind})`,
      next: "Run `almanac doctor`; name another browser with PUPPETEER_EXECUTABLE_PATH if this one is broken.",
      cause: error,
    });
  }
}

/**
 * Whether a browser that does not start gives its sandbox as the reason. Over a pipe puppeteer hears only that it is gone,
 * so it is started once more and listened to.
 */
function lacksSandbox({ path }: FoundBrowser, profile: string): Promise<boolean> {
  const args = [...ARGS, "--headless", `--user-data-dir=${profile}`, "--dump-dom", "about:blank"];
  return new Promise((tell) => {
    execFile(path, args, { timeout: 10_000, killSignal: "SIGKILL" }, (error, _, said) => {
      tell(error !== null && /sandbox/iu.test(said));
    });
  });
}

interface Pool {
  take(): Promise<Page>;
  give(tab: Page): void;
}

async function openPool(browser: Browser, size: number): Promise<Pool> {
  const idle = await Promise.all(Array.from({ length: size }, () => openTab(browser)));
  const waiting: ((tab: Page) => void)[] = [];
  return {
    take: () => {
      const tab = idle.pop();
      return tab === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(tab);
    },
    give: (tab) => {
      const next = waiting.shift();
      if (next === undefined) idle.push(tab);
      else next(tab);
    },
  };
}

async function openTab(browser: Browser): Promise<Page> {
  const tab = await browser.newPage();
  await tab.setJavaScriptEnabled(false);
  await tab.emulateMediaType("print");
  await tab.setRequestInterception(true);
  // "aborted" leaves the tab where it is; any other reason would take it to a page of the browser's own.
  tab.on("request", (request) => void request.abort("aborted").catch(() => undefined));
  await tab.setOfflineMode(true);
  // Later documents are written into this one (a navigation costs three times a print), so its policy stays.
  await tab.setContent(CONTENT_POLICY);
  return tab;
}

/** A new tab for one that a print has left in an unknown state; the same where the browser is gone. */
async function replaced(browser: Browser, tab: Page): Promise<Page> {
  try {
    await tab.close();
    return await openTab(browser);
  } catch {
    return tab;
  }
}

async function printIn(tab: Page, html: string): Promise<Uint8Array> {
  // The tab's own policy is in force; one more from each page would make every print slower than the last.
  await tab.setContent(html.replace(CONTENT_POLICY, ""), { waitUntil: "load", timeout: 0 });
  const failed = await tab.evaluate(fontsThatFail);
  if (failed > 0) throw new Error(`${failed} of its fonts do not load`);
  const broken = await tab.evaluate(picturesThatFail);
  if (broken > 0) throw new Error(`${broken} of its pictures cannot be decoded`);
  return await tab.pdf({
    format: "letter",
    preferCSSPageSize: true,
    printBackground: true,
    tagged: true,
    outline: true,
    waitForFonts: false,
    timeout: 0,
  });
}

/**
 * Runs in the page. Fonts are asked for by layout, which may come later than the load event; a page
 * printed before they are there is empty.
 */
async function fontsThatFail(): Promise<number> {
  interface FontPage {
    readonly body: { getBoundingClientRect(): unknown };
    readonly fonts: Iterable<{ readonly status: string }> & { readonly ready: Promise<unknown> };
  }
  const page = (globalThis as unknown as { document: FontPage }).document;
  page.body.getBoundingClientRect();
  await page.fonts.ready;
  return [...page.fonts].filter((font) => font.status === "error" || font.status === "loading").length;
}

/** Runs in the page. A picture that cannot be shown would leave an empty frame. */
async function picturesThatFail(): Promise<number> {
  interface PicturePage {
    readonly images: Iterable<{ decode(): Promise<void> }>;
  }
  const page = (globalThis as unknown as { document: PicturePage }).document;
  const decoded = await Promise.allSettled([...page.images].map((picture) => picture.decode()));
  return decoded.filter(({ status }) => status === "rejected").length;
}

async function withWatchdog(
  browser: Browser,
  timeoutMs: number,
  print: Promise<Uint8Array>,
): Promise<Uint8Array> {
  let timer: NodeJS.Timeout | undefined;
  const bark = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      browser.process()?.kill("SIGKILL");
      reject(new Error(`it took longer than ${timeoutMs / 1000} s, and the browser was stopped`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([print, bark]);
  } catch (error) {
    throw new AlmanacError(`A page cannot be printed: ${messageOf(error)}`, {
      where: "the browser",
      next: "Look at the page's HTML twin for what is unusual in it; `almanac doctor` tries the browser.",
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}
