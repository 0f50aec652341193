import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Evidence, Manifest } from "../../pipeline/contracts/evidence.ts";
import type { Figure } from "../../pipeline/contracts/figure.ts";
import { sha256 } from "../../pipeline/lib/digest.ts";
import { digestFiles } from "../../pipeline/lib/editions.ts";
import { EVIDENCE } from "../../pipeline/lib/evidence.ts";
import { MANIFEST, manifestText } from "../../pipeline/lib/manifest.ts";
import { tempFolder } from "./temp-folder.ts";

/** A page with a letter of two bytes before its figures, so that characters and bytes differ. */
const PAGE = "Café wages\r\nThe median wage was $38,040.\r\nLake Havasu City $ Kingman 0.16%\r\n";

/** A small edition's evidence and the raw directory it was made from. */
export interface Published {
  readonly rawDir: string;
  readonly outDir: string;
  readonly page: string;
  readonly evidence: Evidence;
}

/** A figure of that id; any of its other parts may be given. */
export function figure(id: string, parts: Partial<Figure> = {}): Figure {
  return {
    id,
    text: "$38,040",
    value: 38040,
    unit: "usd",
    label: "median annual wage",
    derivation: { kind: "query", sql: "select annual_usd\nfrom wages", column: "annual_usd" },
    record_ids: ["s/wage/1"],
    mark: null,
    ...parts,
  };
}

/** Publishes evidence of these figures over two records: `s/wage/1`, and `s/city/1`, which was repaired. */
export async function publishEvidence(figures: readonly Figure[]): Promise<Published> {
  const base = await tempFolder();
  const [rawDir, outDir] = [join(base, "raw"), join(base, "reports")];
  const page = join(rawDir, "s", "page.txt");
  await mkdir(join(rawDir, "s"), { recursive: true });
  await mkdir(join(outDir, "latest"), { recursive: true });
  await writeFile(page, PAGE);
  const snapshot_id = sha256(PAGE);
  const common = { source_id: "s", snapshot_id };
  const evidence: Evidence = {
    constants: {},
    scales: [],
    edition: "undated-0123456789",
    figures,
    records: {
      "s/wage/1": {
        ...common,
        ...placed("The median wage was $38,040."),
        kind: "wage",
        disposition: "loaded",
        repairs: [],
        periods: [
          {
            period: "2024-05",
            basis: "inferred",
            evidence: "three wage figures of the page equal those of a release",
          },
          { period: null, basis: "unknown", evidence: null },
        ],
      },
      "s/city/1": {
        ...common,
        ...placed("Lake Havasu City $ Kingman 0.16%"),
        kind: "city",
        disposition: "repaired",
        repairs: [
          {
            column_name: "area_name",
            rule: "stray_dollar",
            before: "City $ Kingman",
            after: "City - Kingman",
          },
        ],
        periods: null,
      },
    },
    snapshots: {
      [snapshot_id]: {
        source_id: "s",
        publisher: "The Publisher",
        path: "s/page.txt",
        bytes: Buffer.byteLength(PAGE),
        encoding: "utf-8",
        retrieved_at: null,
        prose: "rewritten",
        note: "written for a test",
      },
    },
  };
  await publishAgain(outDir, evidence);
  return { rawDir, outDir, page, evidence };
}

/** Puts other evidence in the place of an edition's, as if it had been published with it. */
export async function publishAgain(outDir: string, evidence: { readonly edition: string }): Promise<void> {
  const latest = join(outDir, "latest");
  await rm(join(latest, MANIFEST), { force: true });
  await writeFile(join(latest, EVIDENCE), JSON.stringify(evidence));
  const manifest: Manifest = {
    edition: evidence.edition,
    inputs: "0123456789abcdef",
    rows_digest: "r",
    data_date: null,
    warehouse: "none.duckdb",
    files: await digestFiles(latest),
    tables: {},
  };
  await writeFile(join(latest, MANIFEST), manifestText(manifest));
}

function placed(raw_text: string): { locator: string; raw_text: string } {
  const start = PAGE.indexOf(raw_text);
  return { locator: `chars:${start}-${start + raw_text.length}`, raw_text };
}
