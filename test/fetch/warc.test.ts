import { gunzipSync } from "node:zlib";
import { WARCParser } from "warcio";
import { describe, expect, it } from "vitest";
import { snapshotMetaSchema, type Snapshot } from "../../pipeline/contracts/snapshot.ts";
import { warcPieces } from "../../pipeline/fetch/warc.ts";
import { sha256 } from "../../pipeline/lib/digest.ts";

const WRITTEN = new Date("2026-08-01T06:00:00.123Z");

function snapshot(text: string, meta: object): Snapshot {
  const bytes = Buffer.from(text);
  return {
    snapshot_id: sha256(bytes),
    source_id: "wgu",
    path: "wgu/pägé 1.html",
    bytes,
    meta: snapshotMetaSchema.parse(meta),
  };
}

const FETCHED = snapshot("médian", {
  url: "https://wgu.example/page?x=1",
  retrieved_at: "2026-07-01T02:03:04.567+02:00",
  status: 200,
  headers: { "content-type": "text/html", "content-encoding": "gzip", "x-bad": "a\r\nInjected: yes" },
});
const BY_HAND = snapshot("by hand", { url: "https://wgu.example/old" });

async function written(snapshots: readonly Snapshot[], isCompressed: boolean): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const info = { software: "HealthCareersAlmanac/0.0.0", written: WRITTEN, isCompressed };
  for await (const piece of warcPieces(snapshots, info)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function recordsOf(warc: Uint8Array) {
  const records = [];
  for await (const record of new WARCParser([warc])) {
    const body = Buffer.from(await record.readFully(true)).toString();
    records.push({ record, body });
  }
  return records;
}

describe("a WARC file", () => {
  it.each([false, true])("holds what was fetched as a response (compressed: %j)", async (isCompressed) => {
    const [head, found] = await recordsOf(await written([FETCHED], isCompressed));
    expect(head?.record.warcType).toBe("warcinfo");
    expect(head?.body).toContain("software: HealthCareersAlmanac/0.0.0");
    expect(found?.record.warcType).toBe("response");
    expect(found?.record.warcTargetURI).toBe("https://wgu.example/page?x=1");
    expect(found?.record.warcDate).toBe("2026-07-01T00:03:04Z");
    expect(found?.record.warcPayloadDigest).toBe(`sha256:${FETCHED.snapshot_id}`);
    expect(found?.record.httpHeaders?.statusline).toBe("HTTP/1.1 200 OK");
    expect(found?.record.httpHeaders?.headers.get("content-type")).toBe("text/html");
    expect(found?.body).toBe("médian");
  });

  it("does not say that stored bytes are packed, nor take lines from a header", async () => {
    const text = (await written([FETCHED], false)).toString();
    expect(text).toContain("x-archive-orig-content-encoding: gzip");
    expect(text).not.toMatch(/^content-encoding/imu);
    expect(text).not.toContain("Injected");
  });

  it("holds what nobody saw fetched as a resource of today", async () => {
    const [, found] = await recordsOf(await written([BY_HAND], false));
    expect(found?.record.warcType).toBe("resource");
    expect(found?.record.warcTargetURI).toBe(`urn:sha256:${BY_HAND.snapshot_id}`);
    expect(found?.record.warcDate).toBe("2026-08-01T06:00:00Z");
    expect(found?.record.warcHeader("Almanac-Stated-URL")).toBe("https://wgu.example/old");
    expect(found?.record.warcHeader("Almanac-Path")).toBe("wgu/p%C3%A4g%C3%A9%201.html");
    expect(found?.body).toBe("by hand");
  });

  it("is the same from the same snapshots", async () => {
    const [one, other] = [await written([FETCHED, BY_HAND], false), await written([FETCHED, BY_HAND], false)];
    expect(one.equals(other)).toBe(true);
    const ids = one
      .toString()
      .match(
        /WARC-Record-ID: <urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>/gu,
      );
    expect(new Set(ids).size).toBe(3);
    expect(gunzipSync(await written([FETCHED, BY_HAND], true)).equals(one)).toBe(true);
  });
});
