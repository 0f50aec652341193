import { CFB, utils, write, type WorkSheet } from "@e965/xlsx";
import { strToU8, zipSync } from "fflate";
import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { snapshotMetaSchema, type Snapshot } from "../../pipeline/contracts/snapshot.ts";
import type { TableFile } from "../../pipeline/contracts/table.ts";
import type { Limits } from "../../pipeline/documents/tables/limits.ts";
import { readTableFile } from "../../pipeline/documents/tables/read.ts";

/** A snapshot of a file of tables that was put into raw/ by hand. */
export function tableSnapshot(path: string, bytes: Uint8Array | string): Snapshot {
  return {
    snapshot_id: "0".repeat(64),
    source_id: "bls-oews",
    path,
    bytes: typeof bytes === "string" ? Buffer.from(bytes) : bytes,
    meta: snapshotMetaSchema.parse({}),
  };
}

/** Reads bytes as a file of tables. */
export function tablesOf(path: string, bytes: Uint8Array | string, limits?: Limits): TableFile {
  return readTableFile(tableSnapshot(path, bytes), limits);
}

/** What is said of a file that cannot be read: what, where and what next, in one line. */
export function refusalOf(path: string, bytes: Uint8Array | string, limits?: Limits): string {
  try {
    tablesOf(path, bytes, limits);
  } catch (error) {
    if (error instanceof AlmanacError) return `${error.message} [${error.where}] ${error.next}`;
    throw error;
  }
  throw new Error(`${path} was read, and should not have been.`);
}

type Value = string | number | boolean | Date | null;

/** A workbook of sheets of values, written by the library. */
export function workbookOf(
  sheets: Readonly<Record<string, readonly (readonly Value[])[] | WorkSheet>>,
  bookType: "xlsx" | "biff8" | "biff5" | "xlsb" | "ods" = "xlsx",
): Uint8Array {
  const book = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) {
    const isRows = Array.isArray(sheet);
    const made = isRows ? utils.aoa_to_sheet(sheet as Value[][], { UTC: true }) : (sheet as WorkSheet);
    utils.book_append_sheet(book, made, name);
  }
  return new Uint8Array(write(book, { type: "buffer", bookType, compression: true }) as Buffer);
}

/** The parts of a workbook with one sheet `Data`, whose XML is given. */
export function partsOf(
  sheetXml: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, Uint8Array> {
  const office = "http://schemas.openxmlformats.org";
  const type = (part: string, name: string) =>
    `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${name}+xml"/>`;
  const parts = {
    "[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${type("/xl/workbook.xml", "sheet.main")}${type("/xl/worksheets/sheet1.xml", "worksheet")}${"xl/styles.xml" in more ? type("/xl/styles.xml", "styles") : ""}</Types>`,
    "_rels/.rels": `<?xml version="1.0"?><Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<?xml version="1.0"?><Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": sheetXml,
    ...more,
  };
  return Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]));
}

/** XML of a sheet around its rows. */
export function sheetXml(rows: string, after = ""): string {
  return `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData>${after}</worksheet>`;
}

/** An archive of files, deflated; a name with `/` at its end is a folder. */
export function zipOf(files: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  const entries = Object.entries(files).map(([name, file]) => [
    name,
    typeof file === "string" ? strToU8(file) : file,
  ]);
  return zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>);
}

/** An archive with a field of every entry of its directory changed, `at` bytes into the entry. */
export function withDirectoryField(archive: Uint8Array, at: number, value: number, bytes: 2 | 4): Uint8Array {
  const changed = Buffer.from(archive);
  const signature = Buffer.from("PK\x01\x02", "latin1");
  for (let from = changed.indexOf(signature); from >= 0; from = changed.indexOf(signature, from + 4)) {
    changed.writeUIntLE(value, from + at, bytes);
  }
  return new Uint8Array(changed);
}

interface CompoundFile {
  readonly find: (file: unknown, path: string) => { content: Uint8Array; size: number };
  readonly read: (bytes: Uint8Array, options: { type: "buffer" }) => unknown;
  readonly write: (file: unknown, options: { type: "buffer" }) => Buffer;
  readonly utils: {
    readonly cfb_new: () => unknown;
    readonly cfb_add: (file: unknown, path: string, content: Uint8Array) => void;
  };
}

const compound = CFB as CompoundFile;

/** An older workbook whose records are said to be encrypted by a FilePass record behind its first. */
export function lockedXls(): Uint8Array {
  const file = compound.read(Buffer.from(workbookOf({ Data: [["a", 1]] }, "biff8")), { type: "buffer" });
  const stream = Buffer.from(compound.find(file, "/Workbook").content);
  const bofEnd = 4 + stream.readUInt16LE(2);
  const filePass = Buffer.alloc(4 + 54);
  filePass.writeUInt16LE(0x2f, 0);
  filePass.writeUInt16LE(54, 2);
  filePass.set([1, 0, 1, 0, 1, 0], 4);
  const locked = Buffer.concat([stream.subarray(0, bofEnd), filePass, stream.subarray(bofEnd)]);
  const made = compound.utils.cfb_new();
  compound.utils.cfb_add(made, "/Workbook", locked);
  return new Uint8Array(compound.write(made, { type: "buffer" }));
}

/** A compound file as Office makes of a newer workbook with a password. */
export function lockedXlsx(): Uint8Array {
  const file = compound.utils.cfb_new();
  const info = Buffer.from([4, 0, 4, 0, 0x40, 0, 0, 0]);
  const xml = '<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"></encryption>';
  compound.utils.cfb_add(file, "/EncryptionInfo", Buffer.concat([info, Buffer.from(xml)]));
  compound.utils.cfb_add(file, "/EncryptedPackage", Buffer.alloc(8192, 7));
  return new Uint8Array(compound.write(file, { type: "buffer" }));
}

/** A compound file that holds a text document. */
export function otherCompound(): Uint8Array {
  const file = compound.utils.cfb_new();
  compound.utils.cfb_add(file, "/WordDocument", Buffer.alloc(8192, 7));
  return new Uint8Array(compound.write(file, { type: "buffer" }));
}
