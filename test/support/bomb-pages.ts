import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import type { Bomb } from "./bombs.ts";

const MB = 1_000_000;

const HTML = readFileSync(
  join(PROJECT_DIR, "raw", "wgu", "health-information-technician.html"),
  "utf8",
).replace(/<\/body>[^]*$/u, "");
const TEXT = readFileSync(
  join(PROJECT_DIR, "raw", "myperfectresume", "health-information-technicians.txt"),
  "utf8",
);

/** So much of a text again and again that it has that many characters. */
const filled = (piece: string, characters: number): string =>
  piece.repeat(Math.floor(characters / piece.length));

/** Different words, one after the other. */
const counted = (word: (at: number) => string, count: number): string =>
  Array.from({ length: count }, (_, at) => word(at)).join("");

/** A page of the source, so that it passes for one, with something behind it. */
const html = (name: string, behind: () => string): Bomb => ({
  name,
  source_id: "wgu",
  bytes: () => Buffer.from(HTML + behind()),
});

const text = (name: string, behind: () => string): Bomb => ({
  name,
  source_id: "myperfectresume",
  bytes: () => Buffer.from(TEXT + behind()),
});

const bytes = (name: string, made: () => Uint8Array): Bomb => ({ name, source_id: "wgu", bytes: made });

const MARKUP: readonly Bomb[] = [
  html("a million open elements", () => filled("<div>", 4.8 * MB)),
  html("formatting that is misnested", () => filled("<b><i><p>", 1 * MB)),
  html("formatting without end", () => counted((at) => `<font a${at}><p>`, 30_000)),
  html("tables in tables", () => filled("<table><tr><td>", 1.5 * MB)),
  html("lists in lists", () => filled("<ul><li>", 1 * MB)),
  html("half a million attributes", () => `<p${counted((at) => ` a${at}`, 500_000)}>x</p>`),
  html("an attribute of four megabytes", () => `<p title="${filled("x", 4 * MB)}">x</p>`),
  html("a million entities", () => `<p>${filled("&amp;", 4.5 * MB)}</p>`),
  html("entities that are none", () => `<p>${filled("&", 4.5 * MB)}</p>`),
  html("numbers of no character", () => `<p>${filled("&#99999999999;", 4.5 * MB)}</p>`),
  html("a table of a million cells", () => `<table>${filled("<tr><td>1<td>2", 4.5 * MB)}</table>`),
  html("a row of half a million cells", () => `<table><tr>${filled("<td>1", 2.5 * MB)}</table>`),
  html("paragraphs that a table puts out", () => `<table>${filled("<p>x", 1 * MB)}`),
  html("words that a table puts out", () => `<table>${filled("x<tr>", 0.4 * MB)}`),
  html(
    "a span of a billion columns",
    () => `<table>${filled("<tr><td colspan=999999999>1", 2 * MB)}</table>`,
  ),
  html("a tag without end", () => `<${filled("a", 4.5 * MB)}`),
  html("tags without end", () => filled("<a ", 4.5 * MB)),
  html("comments without end", () => filled("<!--", 4.5 * MB)),
  html("scripts without end", () => filled("<script>", 4.5 * MB)),
  html("drawings in drawings", () => filled("<svg><g>", 2 * MB)),
  html("templates in templates", () => filled("<template>", 2 * MB)),
  html("choices without end", () => `<select>${filled("<option>x", 4.5 * MB)}`),
  html("definitions without end", () => `<dl>${filled("<dt>x<dd>1", 4.5 * MB)}</dl>`),
  html("headings without end", () => filled("<h2>x</h2>", 0.9 * MB)),
];

const WORDS: readonly Bomb[] = [
  html("one paragraph of four megabytes", () => `<p>${filled("words and more words ", 4.5 * MB)}</p>`),
  html("one word of four megabytes", () => `<p>${filled("x", 4.5 * MB)}</p>`),
  html("white space between two words", () => `<p>x${filled(" \n\t", 4.5 * MB)}x</p>`),
  html("credentials in one paragraph", () => `<p>${filled("(RHIT) via the AHIMA, ", 4 * MB)}</p>`),
  html("wages in one paragraph", () => `<p>${filled("$50,250 per year, ", 4 * MB)}</p>`),
  html("links in one paragraph", () => `<p>${filled("<a href=x>RHIT</a> ", 2 * MB)}</p>`),
  text("run-together rows of four megabytes", () =>
    filled("CAOakland – Fremont$47790$32K – $73K12900.13%", 4 * MB),
  ),
  text("digits of four megabytes", () => filled("1234567890", 4 * MB)),
  text("amounts of four megabytes", () => filled("$1,234 – ", 4 * MB)),
  text("dashes of four megabytes", () => filled(" – ", 4 * MB)),
  text("names without an end", () => `CA${filled("Oakland – ", 4 * MB)}`),
  text("commas and digits", () => `$${filled("1,", 4 * MB)}`),
  text("brackets that stay open", () => filled("(", 4 * MB)),
  text("quotes that stay open", () => filled('“Quoted "', 4 * MB)),
  text("years of four megabytes", () => filled("May 2014 to ", 4 * MB)),
  text("white space of four megabytes", () => `CA${filled(" ", 4.5 * MB)}1`),
  text("a million lines", () => filled("• x\n", 4 * MB)),
  text("two million empty lines", () => `${filled("\n", 4.5 * MB)}x`),
  text("marks upon one letter", () => `a${filled("\u0301", 4 * MB)}`),
];

const ENCODINGS: readonly Bomb[] = [
  bytes("UTF-16 without an end", () =>
    Buffer.from(`\uFEFF${HTML}${filled("<div>", 1 * MB)}`, "utf16le").subarray(0, -1),
  ),
  bytes("halves of characters", () => Buffer.from(`\uFEFF${filled("\uD800x", 2 * MB)}`, "utf16le")),
  bytes("UTF-16 of the other order", () => Buffer.from(`\uFFFE${filled("AB", 2 * MB)}`, "utf16le")),
  bytes("no byte of UTF-8", () => Buffer.alloc(5 * MB, 0xff)),
  bytes("beginnings of characters", () => Buffer.alloc(5 * MB, 0xf0)),
  bytes("nothing but NUL", () => Buffer.alloc(5 * MB)),
  bytes("a charset that is not read", () => Buffer.from(`<meta charset="utf-7">${HTML}`)),
  bytes("a page of sixty megabytes", () => Buffer.alloc(60 * MB, "<p>words</p>")),
];

/** Bombs for those who read pages. */
export const PAGE_BOMBS: readonly Bomb[] = [...MARKUP, ...WORDS, ...ENCODINGS];
