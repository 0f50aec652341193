import { zipSync, type Zippable } from "fflate";
import { AlmanacError } from "../../contracts/errors.ts";
import type { Budget } from "./limits.ts";
import { readEntry, type ZipEntry } from "./zip.ts";

/** Where a workbook's own part stands; `.bin` in a binary workbook. */
const WORKBOOK_PART = /^xl\/workbook\d*\.(?<form>xml|bin)$/iu;

/** Parts with cells, their texts and number formats, and the lists that lead to them. */
const NEEDED_PART = /\.(?:xml|rels)$/iu;

/** Parts that no cell depends on: comments, drawings, properties, caches, links out of the workbook. */
const OTHER_PART =
  /^(?:docProps|customXml)\/|\/(?:drawings|charts|comments|threadedComments|persons|pivotTables|pivotCache|externalLinks|theme|worksheets\/_rels)\/|\/(?:comments\d*|calcChain)\.xml$/iu;

const SHEET_PART = /\/worksheets\/[^/]+\.xml$/iu;

const LESS_THAN = 0x3c;

/** What kind of workbook the entries of an archive make; null where they make none. */
export function workbookForm(entries: readonly ZipEntry[]): "xml" | "bin" | null {
  for (const { name } of entries) {
    const form = WORKBOOK_PART.exec(name)?.groups?.["form"]?.toLowerCase();
    if (form === "xml" || form === "bin") return form;
  }
  return null;
}

function countTags(part: Uint8Array): number {
  let count = 0;
  for (let at = part.indexOf(LESS_THAN); at >= 0; at = part.indexOf(LESS_THAN, at + 1)) count++;
  return count;
}

/** Most of what the library multiplies: array formulas by tags of their sheet, and uses of a shared formula. */
const MOST_ARRAY_STEPS = 1e9;
const MOST_SHARED = 100_000;

function countText(part: Buffer, text: string): number {
  let count = 0;
  for (let at = part.indexOf(text); at >= 0; at = part.indexOf(text, at + text.length)) count++;
  return count;
}

/** The library compares each cell with every array formula, and writes out every use of a shared one. */
function refuseFormulas(part: Buffer, tags: number, place: string): void {
  if (countText(part, "array") * tags <= MOST_ARRAY_STEPS && countText(part, "shared") <= MOST_SHARED) return;
  throw new AlmanacError("The sheet has too many array formulas or shared formulas to be read.", {
    where: place,
    next: "Save the workbook with values in the place of formulas and put that in its place.",
  });
}

/**
 * A sheet without its hyperlinks: the library goes through every cell of a link's range, and one tag can
 * name all 17 billion cells of a sheet. Where the rows have no end, the library would give none of them.
 */
function withoutLinks(part: Buffer, place: string): Buffer {
  const name = part.lastIndexOf("sheetData");
  const tag = part.toString("latin1", part.lastIndexOf("<", name), name + 64);
  if (!/^<(?:\/(?:\w+:)?sheetData\s*>|(?:\w+:)?sheetData\s*\/>)/u.test(tag)) {
    throw new AlmanacError("The sheet is damaged or cut off: its rows have no end.", {
      where: place,
      next: "Get the workbook again from its publisher and put it in the place of this one.",
    });
  }
  if (part.indexOf("hyperlink", name) < 0) return part;
  const tail = part.toString("latin1", name).replace(/<(?:\w+:)?hyperlink\s[^<>]*>/gu, "");
  return Buffer.concat([part.subarray(0, name), Buffer.from(tail, "latin1")]);
}

/** A sheet as the library can take it. */
function safeSheet(part: Uint8Array, tags: number, place: string): Uint8Array {
  const bytes = Buffer.from(part.buffer, part.byteOffset, part.length);
  refuseFormulas(bytes, tags, place);
  return withoutLinks(bytes, place);
}

/**
 * Packs the parts of a workbook anew, stored, after inflating them within the budget: the library that reads
 * workbooks is only given an archive whose real size is known.
 *
 * @param bytes the workbook as it is
 * @param place of the workbook, for errors
 * @throws AlmanacError naming the part where one is damaged, encrypted or too large
 */
export function repack(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  budget: Budget,
  place: string,
): Uint8Array {
  const parts: Zippable = {};
  let tags = 0;
  for (const entry of entries) {
    if (!NEEDED_PART.test(entry.name) || OTHER_PART.test(entry.name)) continue;
    const partPlace = `${place}, part ${entry.name}`;
    const part = readEntry(bytes, entry, budget, partPlace);
    const partTags = countTags(part);
    tags += partTags;
    if (tags > budget.limits.tags) {
      throw new AlmanacError(`The workbook has more than ${budget.limits.tags} XML tags: too many to read.`, {
        where: partPlace,
        next: "Save the sheet that is needed as CSV and put that in the place of the workbook.",
      });
    }
    parts[entry.name] = SHEET_PART.test(entry.name) ? safeSheet(part, partTags, partPlace) : part;
  }
  return zipSync(parts, { level: 0 });
}
