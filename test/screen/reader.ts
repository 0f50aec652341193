import puppeteer, { type Page } from "puppeteer";
import { findBrowser, fontConfig } from "../../pipeline/lib/browser.ts";

/** A tab in which a page of the screen edition is read, and what should not have happened in it. */
export interface Tab {
  readonly page: Page;
  /** Requests for anything but the file itself; each was refused. */
  readonly requests: readonly string[];
  /** Errors, warnings of the browser (a breach of the page's policy is one) and dialogs. */
  readonly complaints: readonly string[];
}

/** How a page is opened. */
export interface Opening {
  readonly script?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** Lets a test bring a script of its own. */
  readonly bypassPolicy?: boolean;
}

/** One browser for the tests of a file. */
export interface Reader {
  /** Opens a file as a reader does, by its `file:` address, without network. */
  open(path: string, opening?: Opening): Promise<Tab>;
  close(): Promise<void>;
}

/** Starts the browser that the project finds. */
export async function openReader(): Promise<Reader> {
  const { path: executablePath } = await findBrowser();
  const browser = await puppeteer.launch({
    executablePath,
    headless: "shell",
    pipe: true,
    args: ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"],
    env: { ...process.env, ...(process.platform === "linux" ? { FONTCONFIG_FILE: await fontConfig() } : {}) },
  });
  return {
    close: () => browser.close(),
    async open(path, { script = true, width = 1280, height = 900, bypassPolicy = false } = {}) {
      const page = await browser.newPage();
      const requests: string[] = [];
      const complaints: string[] = [];
      await page.setViewport({ width, height });
      await page.setJavaScriptEnabled(script);
      await page.setBypassCSP(bypassPolicy);
      await page.setRequestInterception(true);
      page.on("request", (request) => {
        const isFile = request.isNavigationRequest() && request.url().startsWith("file:");
        if (isFile || request.url().startsWith("data:")) void request.continue();
        else {
          requests.push(request.url());
          void request.abort();
        }
      });
      page.on("console", (message) => {
        if (["error", "warn"].includes(message.type())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("dialog", (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await page.setOfflineMode(true);
      await page.goto(`file://${path}`);
      return { page, requests, complaints };
    },
  };
}

/** Texts of all elements that a selector finds. */
export const textsOf = (page: Page, selector: string): Promise<string[]> =>
  page.$$eval(selector, (found) => found.map((one) => one.textContent.replace(/\s+/g, " ").trim()));

/** Text of the element that has the focus. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent ?? "");

/** Presses keys one after the other. */
export async function press(page: Page, ...keys: Parameters<Page["keyboard"]["press"]>[0][]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
