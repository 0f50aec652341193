// Preloaded beside observe.ts: says when the browser begins with a page, and when it has given its PDF.
import puppeteer, { type Browser, type LaunchOptions } from "puppeteer";
import { say } from "./steps.ts";

const library = puppeteer as unknown as { launch: (options?: LaunchOptions) => Promise<Browser> };
const launch = library.launch.bind(library);
library.launch = async (options) => {
  const browser = await launch(options);
  const newPage = browser.newPage.bind(browser);
  browser.newPage = async () => {
    const page = await newPage();
    const pdf = page.pdf.bind(page);
    page.pdf = async (how) => {
      say({ number: 0, name: "print", path: "", to: null });
      const bytes = await pdf(how);
      say({ number: 0, name: "printed", path: "", to: null });
      return bytes;
    };
    return page;
  };
  return browser;
};
