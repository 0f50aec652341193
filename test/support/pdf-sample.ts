import { deflateSync } from "node:zlib";
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFWriter,
  type PDFObject,
  type PDFRef,
} from "@cantoo/pdf-lib";
import { contentBytes } from "../../pipeline/pdf/surfaces.ts";
import type { PdfFacts } from "../../pipeline/pdf/settle.ts";
import { CONTENT_POLICY } from "../../pipeline/lib/printer.ts";

/** A page with one of everything that a browser tags in its own way, leaves untagged, or draws apart. */
export const SAMPLE_HTML = `<!doctype html>
<html lang="en-US">
<head><meta charset="utf-8">${CONTENT_POLICY}<title>Sample</title>
<style>
@page { size: letter; margin: 1in; @top-left { content: "Running head" } @bottom-right { content: "Page " counter(page) " of " counter(pages) } }
h2 { border-top: 2pt solid green } .ruled td, .ruled th { border-bottom: 1pt solid gray } thead { background: #eee }
.faint { opacity: 0.5 } .next { break-before: page } ul.dash { list-style-type: "– " }
</style></head>
<body>
<h1>Sample <a href="#end">to the end</a></h1>
<p>See <a href="https://example.org/a">the <em>example</em></a>, <q>quoted</q>, <strong>strong</strong>.</p>
<ul><li>disc</li><li>outer<ol><li>first</li><li>second</li></ol></li></ul>
<dl><dt>term</dt><dd>definition</dd></dl>
<h2>Chart</h2>
<figure><svg role="img" aria-label="Bars: Oakland 10, Fresno 20" width="200" height="100">
<rect width="100" height="50" fill="red" opacity=".5"/><rect y="60" width="150" height="30"/><text x="10" y="20">Oakland</text></svg>
<figcaption>caption</figcaption></figure>
<p class="faint">faint text</p>
<h3>Table</h3>
<table class="ruled"><caption>Cities</caption>
<thead><tr><td></td><th>Pay</th><th>Jobs</th></tr></thead>
<tbody><tr><th scope="row">Oakland</th><td>a lot</td><td>few</td></tr>
<tr class="next"><th scope="row">Fresno</th><td>less</td><td></td></tr></tbody></table>
<table><thead><tr><td></td><th>Low</th><th>High</th></tr></thead>
<tbody><tr><th scope="row">Chico</th><td></td><td>much</td></tr><tr><th scope="row">Merced</th><td>some</td><td>more</td></tr></tbody></table>
<aside id="end">The end</aside>
</body></html>`;

/** What the sample says of itself. */
export const SAMPLE_FACTS: PdfFacts = {
  title: "Sample – Łódź <&>",
  date: new Date("2024-05-01T00:00:00Z"),
  attachment: {
    name: "evidence.json",
    media_type: "application/json",
    description: "What lies under the page",
    bytes: Buffer.from('{"figures":[]}\n'),
  },
};

/** The bytes of a PDF after something has been done to it. */
export async function changed(bytes: Uint8Array, change: (pdf: PDFDocument) => void): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  change(pdf);
  return await PDFWriter.forContext(pdf.context, Infinity).serializeToBuffer();
}

/** Changes the content stream of a page, given and taken as text, a byte a character. */
export function changeContent(pdf: PDFDocument, page: number, change: (content: string) => string): void {
  const { node } = pdf.getPage(page);
  const before = Buffer.from(contentBytes(node.Contents())).toString("latin1");
  const after = change(before);
  if (after === before) throw new Error("The content has not changed.");
  const dict = pdf.context.obj({ Filter: "FlateDecode" });
  const stream = PDFRawStream.of(dict, deflateSync(Buffer.from(after, "latin1")));
  node.set(PDFName.of("Contents"), pdf.context.register(stream));
}

/** Structure elements of a type, in the order of the file. */
export function elementsOf(pdf: PDFDocument, type: string): { dict: PDFDict; ref: PDFRef }[] {
  const found = pdf.context
    .enumerateIndirectObjects()
    .flatMap(([ref, dict]) =>
      dict instanceof PDFDict &&
      dict.has(PDFName.of("P")) &&
      dict.lookup(PDFName.of("S")) === PDFName.of(type)
        ? [{ dict, ref }]
        : [],
    );
  if (found.length === 0) throw new Error(`There is no ${type}.`);
  return found;
}

/** The first structure element of a type. */
export function elementOf(pdf: PDFDocument, type: string): PDFDict {
  const [first] = elementsOf(pdf, type);
  if (first === undefined) throw new Error(`There is no ${type}.`);
  return first.dict;
}

/** Kids of an element as a list. */
export function kidsOf(element: PDFDict): PDFObject[] {
  const kids = element.lookup(PDFName.of("K"));
  return kids instanceof PDFArray ? kids.asArray() : [element.get(PDFName.of("K")) ?? PDFName.of("none")];
}
