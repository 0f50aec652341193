import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync, type Zippable } from "fflate";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import type { Bomb } from "./bombs.ts";

const MB = 1_000_000;

const CSV = readFileSync(join(PROJECT_DIR, "raw", "bls-oews-national", "national_M2024_dl.csv"), "utf8");
const HEADER = CSV.slice(0, CSV.indexOf("\n") + 1);
const LINE = CSV.slice(HEADER.length, CSV.indexOf("\n", HEADER.length) + 1);

const NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const PROLOG = '<?xml version="1.0" encoding="UTF-8"?>';

const filled = (piece: string, characters: number): string =>
  piece.repeat(Math.floor(characters / piece.length));

const table = (name: string, bytes: () => Uint8Array, file = "bomb.xlsx"): Bomb => ({
  name,
  source_id: "bls-oews-national",
  file,
  bytes,
});

const sheetOf = (rows: string, before = "", behind = ""): string =>
  `${PROLOG}<worksheet xmlns="${NAMESPACE}">${before}<sheetData>${rows}</sheetData>${behind}</worksheet>`;

/** A workbook by its parts, stored, so that no ratio gives it away; what is not given is plain. */
function bookOf(parts: Readonly<Record<string, string>>, sheets = 1): Uint8Array {
  const ids = Array.from({ length: sheets }, (_, at) => at + 1);
  const all: Readonly<Record<string, string>> = {
    "[Content_Types].xml": `${PROLOG}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${ids.map((id) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("")}<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    "_rels/.rels": `${PROLOG}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${PROLOG}<workbook xmlns="${NAMESPACE}" xmlns:r="${RELATIONS}"><sheets>${ids.map((id) => `<sheet name="s${id}" sheetId="${id}" r:id="rId${id}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${PROLOG}<Relationships xmlns="${PACKAGE}/relationships">${ids.map((id) => `<Relationship Id="rId${id}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${id}.xml"/>`).join("")}<Relationship Id="rId${sheets + 1}" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId${sheets + 2}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    "xl/sharedStrings.xml": `${PROLOG}<sst xmlns="${NAMESPACE}"><si><t>x</t></si></sst>`,
    "xl/styles.xml": `${PROLOG}<styleSheet xmlns="${NAMESPACE}"/>`,
    ...Object.fromEntries(ids.map((id) => [`xl/worksheets/sheet${id}.xml`, sheetOf("")])),
    ...parts,
  };
  return zipSync(Object.fromEntries(Object.entries(all).map(([name, part]) => [name, Buffer.from(part)])), {
    level: 0,
  });
}

const zip = (parts: Zippable): Uint8Array => zipSync(parts, { level: 1 });

const sheet = (name: string, xml: () => string): Bomb =>
  table(name, () => bookOf({ "xl/worksheets/sheet1.xml": xml() }));

const cells = (count: number): string => `<row r="1">${'<c t="s"><v>0</v></c>'.repeat(count)}</row>`;

const WORKBOOKS: readonly Bomb[] = [
  table("a sheet of fifty megabytes that fits into few bytes", () =>
    zip({ "xl/workbook.xml": Buffer.from(PROLOG), "xl/worksheets/sheet1.xml": Buffer.alloc(50 * MB, "0") }),
  ),
  sheet("a sheet that claims every cell", () => sheetOf("", '<dimension ref="A1:XFD1048576"/>')),
  sheet("one cell in the last column of the last row", () =>
    sheetOf('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
  ),
  sheet("a million columns", () => sheetOf(cells(1_000_000))),
  sheet("a row of a number beyond all rows", () =>
    sheetOf('<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>'),
  ),
  sheet("columns without end", () =>
    sheetOf(
      "<row r='1'><c r='A1'><v>1</v></c></row>",
      '<cols><col min="1" max="2000000000" width="9"/></cols>',
    ),
  ),
  sheet("elements in elements", () => sheetOf(filled("<row><c>", 20 * MB))),
  sheet("an attribute of fifty megabytes", () => sheetOf(`<row r="1" x="${filled("y", 50 * MB)}"/>`)),
  sheet("half a million array formulas", () =>
    sheetOf(filled('<row><c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>', 40 * MB)),
  ),
  sheet("shared formulas without end", () =>
    sheetOf(filled('<row><c r="A1"><f t="shared" ref="A1:A9" si="0">B1</f><v>1</v></c></row>', 40 * MB)),
  ),
  sheet("merged cells without end", () =>
    sheetOf(cells(1), "", `<mergeCells>${filled('<mergeCell ref="A1:XFD1048576"/>', 20 * MB)}</mergeCells>`),
  ),
  sheet("a link over every cell", () =>
    sheetOf(cells(1), "", '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'),
  ),
  sheet("a billion laughs", () => {
    const lol = Array.from({ length: 10 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`);
    return `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "lol">${lol.join("")}]><worksheet xmlns="${NAMESPACE}"><sheetData><row r="1"><c t="inlineStr"><is><t>&l10;</t></is></c></row></sheetData></worksheet>`;
  }),
  sheet("rows without an end", () => `<worksheet><sheetData>${filled("<row>", 30 * MB)}`),
  sheet("two million cells", () => sheetOf(filled("<row><c><v>1</v></c></row>", 55 * MB))),
  table("a text of a megabyte in a hundred thousand cells", () =>
    bookOf({
      "xl/sharedStrings.xml": `${PROLOG}<sst xmlns="${NAMESPACE}"><si><t>${filled("lol ", MB)}</t></si></sst>`,
      "xl/worksheets/sheet1.xml": sheetOf(filled('<row><c t="s"><v>0</v></c></row>', 3.5 * MB)),
    }),
  ),
  table("four billion texts, as the list of them says", () =>
    bookOf({
      "xl/sharedStrings.xml": `${PROLOG}<sst xmlns="${NAMESPACE}" count="4294967295" uniqueCount="4294967295"><si><t>x</t></si></sst>`,
    }),
  ),
  table("texts in millions of runs", () =>
    bookOf({
      "xl/sharedStrings.xml": `${PROLOG}<sst xmlns="${NAMESPACE}"><si>${filled("<r><t>x</t></r>", 60 * MB)}</si></sst>`,
    }),
  ),
  table("two million styles", () =>
    bookOf({
      "xl/styles.xml": `${PROLOG}<styleSheet xmlns="${NAMESPACE}"><cellXfs>${filled('<xf numFmtId="0"/>', 40 * MB)}</cellXfs></styleSheet>`,
    }),
  ),
  table("five thousand sheets", () => bookOf({}, 5000)),
];

/** A zip whose directory names one stored file ever so often: its bytes count again each time. */
function overlapping(): Uint8Array {
  const one = Buffer.from(zip({ "a.csv": Buffer.alloc(30 * MB, HEADER) }));
  const directory = one.readUInt32LE(one.length - 6);
  const entry = one.subarray(directory, one.length - 22);
  const entries = Array.from({ length: 9000 }, (_, at) => {
    const copy = Buffer.concat([entry.subarray(0, 46), Buffer.from(`${String(at).padStart(4, "0")}.csv`)]);
    copy.writeUInt16LE(8, 28);
    copy.writeUInt16LE(0, 30);
    return copy;
  });
  const listed = Buffer.concat(entries);
  const end = Buffer.from(one.subarray(one.length - 22));
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  return Buffer.concat([one.subarray(0, directory), listed, end]);
}

/** An archive whose directory gives sizes that are not those of its file. */
function lying(): Uint8Array {
  const bytes = Buffer.from(zip({ "a.csv": Buffer.alloc(100 * MB, HEADER) }));
  bytes.writeUInt32LE(10, bytes.readUInt32LE(bytes.length - 6) + 24);
  return bytes;
}

function nested(depth: number): Uint8Array {
  let bytes: Uint8Array = Buffer.from(CSV);
  for (let level = 0; level < depth; level++)
    bytes = zip({ [`${level}.zip`]: bytes, [`${level}.csv.zip`]: bytes });
  return bytes;
}

const ARCHIVES: readonly Bomb[] = [
  table(
    "a zip of a hundred megabytes of zeros",
    () => zip({ "a.csv": Buffer.alloc(100 * MB, "0") }),
    "bomb.zip",
  ),
  table("a zip in a zip in a zip", () => nested(10), "bomb.zip"),
  table("nine thousand files that are one", overlapping, "bomb.zip"),
  table("a zip that lies about its size", lying, "bomb.zip"),
  table(
    "twenty thousand files in a zip",
    () =>
      zip(Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`${at}.csv`, Buffer.from("a,b")]))),
    "bomb.zip",
  ),
  table(
    "gzip in the place of a table",
    () => Buffer.from([0x1f, 0x8b, 0x08, ...Array<number>(1000).fill(0)]),
    "bomb.gz",
  ),
];

const csv = (name: string, text: () => string): Bomb => table(name, () => Buffer.from(text()), "bomb.csv");

const DELIMITED: readonly Bomb[] = [
  csv("a line of a million columns", () => `${filled("a,", 2 * MB)}\n`),
  csv("a line of fifty million tabs", () => filled("\t", 50 * MB)),
  csv("a field of fifty megabytes", () => `${HEADER}"${filled("x", 50 * MB)}"\n`),
  csv("a quote that is never closed", () => `${HEADER}"${filled("x,\n", 50 * MB)}`),
  csv("quotes of fifty megabytes", () => HEADER + filled('"', 50 * MB)),
  csv("quotes that end everywhere", () => HEADER + filled('"","', 50 * MB)),
  csv("sixty million empty lines", () => filled("\n", 60 * MB)),
  csv("a million lines of the release", () => HEADER + filled(LINE, 60 * MB)),
  csv("sixty megabytes of carriage returns", () => filled("a\r", 60 * MB)),
  csv("white space before each cell", () => HEADER + filled(`${" ".repeat(5000)},`, 40 * MB)),
  table(
    "half a character of UTF-16",
    () => Buffer.from(`\uFEFF${HEADER}${filled("1,", 20 * MB)}`, "utf16le").subarray(0, -1),
    "bomb.csv",
  ),
];

/** An OLE file (MS-CFB) whose chains of sectors lead to themselves. */
function circular(): Uint8Array {
  const bytes = Buffer.alloc(512 * 200, 0);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes);
  bytes.writeUInt16LE(0x3e, 24);
  bytes.writeUInt16LE(3, 26);
  bytes.writeUInt16LE(0xfffe, 28);
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt16LE(6, 32);
  bytes.writeUInt32LE(1, 44);
  bytes.writeUInt32LE(0x1000, 56);
  bytes.writeUInt32LE(0, 76);
  // Every sector is followed by sector 1, and so is sector 1.
  for (let at = 512; at < bytes.length; at += 4) bytes.writeUInt32LE(1, at);
  return bytes;
}

const noise = (length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  for (let at = 0, state = 1; at < length; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    bytes[at] = state >> 16;
  }
  return bytes;
};

const OLD_WORKBOOKS: readonly Bomb[] = [
  table("an old workbook that leads in circles", circular, "bomb.xls"),
  table(
    "an old workbook of noise",
    () => Buffer.concat([Buffer.from(circular().subarray(0, 512)), noise(10 * MB)]),
    "bomb.xls",
  ),
  table("noise", () => noise(20 * MB), "bomb.xls"),
];

/** Bombs for those who read tables. */
export const TABLE_BOMBS: readonly Bomb[] = [...WORKBOOKS, ...ARCHIVES, ...DELIMITED, ...OLD_WORKBOOKS];
