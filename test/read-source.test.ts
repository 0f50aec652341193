import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Snapshot, snapshotMetaSchema } from "../pipeline/contracts/snapshot.ts";
import { readSource } from "../pipeline/read-source.ts";
import { myperfectresume } from "../pipeline/sources/myperfectresume/source.ts";
import { context, endsOf, rawPath, readBytes, readRaw, rowsIn } from "./sources/page-facts.ts";
import { readHere } from "./support/reading.ts";

const source = myperfectresume;
const page = readFileSync(rawPath("myperfectresume"), "utf8");
const tableStart = page.indexOf("StateCity");
const head = page.slice(0, tableStart);
const table = page.slice(tableStart);

function snapshotOf(
  bytes: Uint8Array,
  retrieved_at: string | null = null,
  path = "myperfectresume/page.txt",
): Snapshot {
  const meta = snapshotMetaSchema.parse({ retrieved_at });
  const snapshot_id = createHash("sha256").update(bytes).digest("hex");
  return { snapshot_id, source_id: "myperfectresume", path, bytes, meta };
}

/** Why a page is not used; null where it is. */
async function refusal(bytes: Uint8Array | string): Promise<string | null> {
  const snapshot = snapshotOf(typeof bytes === "string" ? Buffer.from(bytes) : bytes);
  const {
    snapshots: [judged],
  } = await readSource(source, [snapshot], context, readHere);
  return judged?.reason ?? null;
}

const CP1252 = new Map(
  Array.from("–—•’“”é\u00A0", (char, at) => [
    char,
    [0x96, 0x97, 0x95, 0x92, 0x93, 0x94, 0xe9, 0xa0][at] ?? 0x3f,
  ]),
);
const toWindows1252 = (text: string): Uint8Array =>
  Uint8Array.from(Array.from(text, (char) => CP1252.get(char) ?? char.charCodeAt(0)));
const toUtf16be = (text: string): Uint8Array => Buffer.from(`\uFEFF${text}`, "utf16le").swap16();

describe("bytes that are no page", () => {
  test.each([
    ["an empty file", new Uint8Array(), /empty/iu],
    ["white space only", Buffer.from(" \r\n\t \n"), /empty|nothing|white space/iu],
    ["a binary file", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2, 0, 0xff, 0xfe, 0]), /binary/iu],
    ["a PDF", Buffer.from("%PDF-1.7\n1 0 obj\n"), /PDF/u],
    ["a 20 MB page", Buffer.alloc(20 * 1024 * 1024, `${page}\n`), /20[ ,.]?\d* ?MB|20971520|20,971,520|MiB/u],
  ])("%s is refused with a reason and a next step", async (_what, bytes, reason) => {
    expect(await refusal(bytes)).toMatch(reason);
  });
});

describe("encodings", () => {
  const expected = rowsIn(readRaw("myperfectresume"), "wages");

  test.each([
    ["Windows-1252", toWindows1252(page)],
    ["UTF-16 LE with BOM", Buffer.from(`\uFEFF${page}`, "utf16le")],
    ["UTF-16 BE with BOM", toUtf16be(page)],
    ["UTF-8 with BOM", Buffer.from(`\uFEFF${page}`)],
    ["CRLF", Buffer.from(page.replaceAll("\n", "\r\n"))],
    ["CR", Buffer.from(page.replaceAll("\n", "\r"))],
    ["non-breaking spaces", Buffer.from(page.replaceAll(" – ", "\u00A0–\u00A0"))],
  ])("%s: the same facts", (_what, bytes) => {
    expect(rowsIn(readBytes("myperfectresume", bytes), "wages")).toEqual(expected);
  });

  test("a byte that is not UTF-8 costs its row only, which says so", () => {
    const bytes = Buffer.from(page);
    bytes[bytes.indexOf("Huntsville") + 3] = 0xff;
    const damaged = readBytes("myperfectresume", bytes);
    expect(endsOf(damaged, "city_row")).toEqual({ loaded: 112, repaired: 2, quarantined: 2 });
    const reasons = damaged.cleaned.flatMap(({ outcome }) =>
      outcome.disposition === "quarantined" ? [outcome.reason] : [],
    );
    expect(reasons.join(" ")).toContain("could not be decoded");
    expect(damaged.document.decoded.undecodable_bytes).toBe(1);
  });
});

describe("another page in place of the source's", () => {
  test.each([
    [
      "a bot challenge",
      "<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser before accessing</h1><p>Enable JavaScript and cookies to continue</p></body></html>",
      /bot challenge/u,
    ],
    [
      "a page not found",
      "<html><head><title>404 Page not found</title></head><body><h1>Page not found</h1><p>Try the search.</p></body></html>",
      /error page/u,
    ],
    [
      "a refusal",
      "<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1></body></html>",
      /refusal/u,
    ],
    ["another site's page", readFileSync(rawPath("wgu"), "utf8"), /another page/u],
  ])("%s is refused", async (_what, html, reason) => {
    expect(await refusal(html)).toMatch(reason);
  });
});

describe("a damaged table", () => {
  const rows = table.split("\n");

  test("without rows: the page has changed its shape", async () => {
    expect(await refusal(`${head}${rows[0] ?? ""}\n`)).toMatch(
      /0 records of kind city_row load \(0 were seen\)/u,
    );
  });

  test("without its heading: as well", async () => {
    expect(await refusal(`${head}${rows.slice(1).join("\n")}`)).toMatch(/0 records of kind city_row/u);
  });

  test("without a column: every row is set aside, none is lost or guessed", async () => {
    const lost = table.replace("Job Count", "").replaceAll(/(?<=(?:K|N\/A))\d+(?=0\.\d\d%)/gu, "");
    const damaged = readBytes("myperfectresume", Buffer.from(head + lost));
    expect(endsOf(damaged, "city_row")).toEqual({ quarantined: 116 });
    const reasons = damaged.cleaned.flatMap(({ outcome }) =>
      outcome.disposition === "quarantined" ? [outcome.reason] : [],
    );
    expect(reasons).toContain("the table has lost its column jobs");
    expect(await refusal(head + lost)).toMatch(/0 records of kind city_row load \(116 were seen\)/u);
  });

  test("with every row twice: the second of each is passed over", () => {
    const twice = [rows[0] ?? "", ...rows.slice(1).flatMap((row) => [row, row])].join("\n");
    const ends = endsOf(readBytes("myperfectresume", Buffer.from(head + twice)), "city_row");
    expect(ends).toEqual({ loaded: 113, repaired: 2, quarantined: 2, ignored: 115 });
  });

  test.each([
    [
      "a share of 12.05%",
      (text: string) => text.replace("600.19%", "6012.05%"),
      { loaded: 112, repaired: 2, quarantined: 2 },
    ],
    [
      "jobs of 1,270",
      (text: string) => text.replace("12900.13%", "1,2900.13%"),
      { loaded: 113, repaired: 2, quarantined: 1 },
    ],
    [
      "hyphens for en dashes in ranges",
      (text: string) => text.replaceAll(/K – \$/gu, "K - $"),
      { loaded: 113, repaired: 2, quarantined: 1 },
    ],
    [
      "em dashes for en dashes in ranges",
      (text: string) => text.replaceAll(/K – \$/gu, "K — $"),
      { loaded: 113, repaired: 2, quarantined: 1 },
    ],
    [
      "a cut in the middle of a number",
      (text: string) => text.slice(0, text.indexOf("ILDanville") + "ILDanville$366".length),
      { loaded: 111, repaired: 2, quarantined: 1 },
    ],
  ])("with %s", (_what, damage, expected) => {
    expect(endsOf(readBytes("myperfectresume", Buffer.from(head + damage(table))), "city_row")).toEqual(
      expected,
    );
  });

  test("with a blank line between rows, and one of them unreadable: the rows after it are read", () => {
    const spaced = table.replace("ALDothan$23260", "ALDothan$2x260").replaceAll("\n", "\n\n");
    expect(endsOf(readBytes("myperfectresume", Buffer.from(head + spaced)), "city_row")).toEqual({
      loaded: 112,
      repaired: 2,
      quarantined: 1,
    });
  });

  test("with its heading repeated: the heading is no row", () => {
    const [heading = "", ...body] = table.split("\n");
    const repeated = [heading, ...body.slice(0, 40), heading, ...body.slice(40)].join("\n");
    expect(endsOf(readBytes("myperfectresume", Buffer.from(head + repeated)), "city_row")).toEqual({
      loaded: 113,
      repaired: 2,
      quarantined: 1,
    });
  });

  test("with hyphens in names too: the names are mended by a named rule", () => {
    const hyphens = table.replaceAll(" – ", " - ");
    const damaged = readBytes("myperfectresume", Buffer.from(head + hyphens));
    const names = (bytes: Buffer): Set<string> =>
      new Set(rowsIn(readBytes("myperfectresume", bytes), "wages").map(({ area_name }) => area_name));
    expect(names(Buffer.from(head + hyphens))).toEqual(names(Buffer.from(page)));
    expect(endsOf(damaged, "city_row")["quarantined"]).toBe(1);
  });
});

describe("which snapshot stands", () => {
  const good = Buffer.from(page);
  const empty = Buffer.from(`${head}StateCity / Region`);
  const fewer = Buffer.from(head + table.split("\n").slice(0, 75).join("\n"));

  const states = async (snapshots: readonly Snapshot[]): Promise<string[]> => {
    const reading = await readSource(source, snapshots, context, readHere);
    return reading.snapshots.map(({ state }) => state);
  };

  test("the newest that is usable; newer ones that are not stay as evidence", async () => {
    expect(
      await states([snapshotOf(empty, "2026-08-03T00:00:00Z"), snapshotOf(good, "2026-08-02T00:00:00Z")]),
    ).toEqual(["unusable", "current"]);
  });

  test("one that shrank beyond what the source allows does not replace the one before", async () => {
    const reading = await readSource(
      source,
      [snapshotOf(fewer, "2026-08-03T00:00:00Z"), snapshotOf(good, "2026-08-02T00:00:00Z")],
      context,
      readHere,
    );
    expect(reading.snapshots.map(({ state }) => state)).toEqual(["unusable", "current"]);
    expect(reading.snapshots[0]?.reason).toMatch(/a change of more than 20%/u);
  });

  test("older ones are superseded", async () => {
    const newer = Buffer.from(`${page}\n`);
    expect(
      await states([snapshotOf(newer, "2026-08-03T00:00:00Z"), snapshotOf(good, "2026-08-02T00:00:00Z")]),
    ).toEqual(["current", "superseded"]);
  });
});
