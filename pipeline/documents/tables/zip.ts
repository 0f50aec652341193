import { isUtf8 } from "node:buffer";
import { crc32, inflateRawSync } from "node:zlib";
import { AlmanacError } from "../../contracts/errors.ts";
import type { Budget } from "./limits.ts";

/** Signatures and lengths of the records of an archive (PKWARE APPNOTE 6.3, 4.3). */
const END = { signature: 0x06054b50, length: 22 };
const END_64 = { signature: 0x06064b50, locator: 0x07064b50, locatorLength: 20 };
const DIRECTORY = { signature: 0x02014b50, length: 46 };
const LOCAL = { signature: 0x04034b50, length: 30 };

/** Longest comment behind the end record. */
const COMMENT = 0xffff;

/** Stands in a field of 32 bits whose value is in the entry's ZIP64 field. */
const IN_ZIP64 = 0xffffffff;

/** Inflated bytes that no ratio is asked of. */
const FREE_BYTES = 1024 * 1024;

/** One entry of an archive, as its directory describes it; nothing of it is believed yet. */
export interface ZipEntry {
  /** Path inside the archive; never a path of the file system. */
  readonly name: string;
  readonly encrypted: boolean;
  readonly method: number;
  readonly crc: number;
  readonly stored: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const GET_AGAIN = "Get the file again from its publisher and put it in the place of this one.";

function damaged(what: string, place: string, cause?: unknown): AlmanacError {
  return new AlmanacError(what, { where: place, next: GET_AGAIN, cause });
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function endOffset(archive: Buffer, place: string): number {
  const least = Math.max(0, archive.length - END.length - COMMENT);
  for (let at = archive.length - END.length; at >= least; at--) {
    if (archive.readUInt32LE(at) === END.signature) return at;
  }
  throw damaged("The archive has no directory at its end: it is cut off.", place);
}

/** Number of entries, and where the first stands in the directory. */
function directoryOf(archive: Buffer, place: string): { count: number; offset: number } {
  const end = endOffset(archive, place);
  const count = archive.readUInt16LE(end + 10);
  const offset = archive.readUInt32LE(end + 16);
  if (count !== 0xffff && offset !== IN_ZIP64) return { count, offset };
  const locator = end - END_64.locatorLength;
  if (locator < 0 || archive.readUInt32LE(locator) !== END_64.locator) return { count, offset };
  const end64 = Number(archive.readBigUInt64LE(locator + 8));
  if (archive.readUInt32LE(end64) !== END_64.signature) {
    throw damaged("The directory of the archive is damaged.", place);
  }
  return {
    count: Number(archive.readBigUInt64LE(end64 + 32)),
    offset: Number(archive.readBigUInt64LE(end64 + 48)),
  };
}

/** Values of the ZIP64 field (tag 1), in the order of the fields that stand in for them. */
function zip64Values(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) {
      const body = extra.subarray(at + 4, at + 4 + length);
      return Array.from({ length: Math.floor(body.length / 8) }, (_, index) =>
        Number(body.readBigUInt64LE(index * 8)),
      );
    }
    at += 4 + length;
  }
  return [];
}

function entryName(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? "utf8" : "latin1").replaceAll("\\", "/");
}

function entryAt(archive: Buffer, at: number): { entry: ZipEntry; next: number } {
  if (archive.readUInt32LE(at) !== DIRECTORY.signature) throw new RangeError("no entry here");
  const nameEnd = at + DIRECTORY.length + archive.readUInt16LE(at + 28);
  const extraEnd = nameEnd + archive.readUInt16LE(at + 30);
  const large = zip64Values(archive.subarray(nameEnd, extraEnd));
  const read = (offset: number) => {
    const value = archive.readUInt32LE(at + offset);
    return value === IN_ZIP64 ? (large.shift() ?? value) : value;
  };
  const size = read(24);
  const stored = read(20);
  const offset = read(42);
  const entry: ZipEntry = {
    name: entryName(archive.subarray(at + DIRECTORY.length, nameEnd)),
    encrypted: (archive.readUInt16LE(at + 8) & 1) === 1,
    method: archive.readUInt16LE(at + 10),
    crc: archive.readUInt32LE(at + 16),
    stored,
    size,
    offset,
  };
  return { entry, next: extraEnd + archive.readUInt16LE(at + 32) };
}

/**
 * Lists what the directory of an archive names, directories left out.
 *
 * @param place of the archive, for errors
 * @throws AlmanacError where the archive is cut off, its directory damaged, a name doubled, or the entries too many
 */
export function zipEntries(bytes: Uint8Array, budget: Budget, place: string): ZipEntry[] {
  const archive = view(bytes);
  const entries = new Map<string, ZipEntry>();
  try {
    const { count, offset } = directoryOf(archive, place);
    if (count > budget.limits.entries) {
      throw damaged(`The archive has ${count} entries; ${budget.limits.entries} at most are read.`, place);
    }
    for (let index = 0, at = offset; index < count; index++) {
      const { entry, next } = entryAt(archive, at);
      if (entries.has(entry.name)) throw damaged(`The archive holds ${entry.name} twice.`, place);
      entries.set(entry.name, entry);
      at = next;
    }
  } catch (cause) {
    if (cause instanceof AlmanacError) throw cause;
    throw damaged("The directory of the archive is damaged.", place, cause);
  }
  return [...entries.values()].filter(({ name }) => !name.endsWith("/"));
}

/** Bytes of an entry as they are stored. */
function storedBytes(archive: Buffer, entry: ZipEntry, place: string): Buffer {
  const { offset } = entry;
  const isHere = offset + LOCAL.length <= archive.length && archive.readUInt32LE(offset) === LOCAL.signature;
  if (!isHere) throw damaged("The archive's directory points to a place where no file begins.", place);
  const start = offset + LOCAL.length + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  if (start + entry.stored > archive.length) throw damaged("The archive is cut off inside this file.", place);
  return archive.subarray(start, start + entry.stored);
}

function inflate(stored: Buffer, most: number, place: string): Buffer {
  try {
    return inflateRawSync(stored, { maxOutputLength: Math.max(1, most) });
  } catch (cause) {
    if (cause instanceof RangeError && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE") {
      throw new AlmanacError(
        `The file inflates beyond ${most} bytes, from ${stored.length}: no table does, but a zip bomb does.`,
        { where: place, next: "Take the file out of the folder unless you know who made it." },
      );
    }
    throw damaged("The file inside the archive is damaged: it cannot be inflated.", place, cause);
  }
}

/**
 * Reads an entry. Its bytes count against the budget as they are inflated, whatever the directory says of
 * them; size and checksum must then be those of the directory.
 *
 * @param bytes the whole archive
 * @param place of the entry, for errors
 * @throws AlmanacError where the entry is encrypted, packed in an unknown way, damaged or too large
 */
export function readEntry(bytes: Uint8Array, entry: ZipEntry, budget: Budget, place: string): Uint8Array {
  if (entry.encrypted) {
    throw new AlmanacError("The file inside the archive is password-protected.", {
      where: place,
      next: "Unpack the archive with its password and put the table itself into the folder.",
    });
  }
  if (entry.method !== 0 && entry.method !== 8) {
    throw new AlmanacError(`The file is packed by method ${entry.method}, which the almanac does not read.`, {
      where: place,
      next: "Unpack the archive and put the table itself into the folder.",
    });
  }
  const stored = storedBytes(view(bytes), entry, place);
  const most = Math.min(budget.bytes, FREE_BYTES + stored.length * budget.limits.inflation);
  const inflated = entry.method === 0 ? stored : inflate(stored, most, place);
  budget.bytes -= inflated.length;
  if (budget.bytes < 0) {
    throw damaged(`The archive holds more than ${budget.limits.bytes} bytes.`, place);
  }
  if (inflated.length !== entry.size || crc32(inflated) !== entry.crc) {
    throw damaged(
      "The file inside the archive is damaged: size or checksum is not what the directory says.",
      place,
    );
  }
  return inflated;
}
