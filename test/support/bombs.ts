import { type Snapshot, snapshotMetaSchema } from "../../pipeline/contracts/snapshot.ts";
import { sha256 } from "../../pipeline/lib/digest.ts";
import { PAGE_BOMBS } from "./bomb-pages.ts";
import { TABLE_BOMBS } from "./bomb-tables.ts";

/** A file made to take time or memory from whoever reads it. */
export interface Bomb {
  readonly name: string;
  /** Source in whose folder it lies. */
  readonly source_id: string;
  /** File name, where it tells what the file claims to be. */
  readonly file?: string;
  readonly bytes: () => Uint8Array;
}

/** Bombs of every kind. */
export const BOMBS: readonly Bomb[] = [...PAGE_BOMBS, ...TABLE_BOMBS];

/** A bomb as a night finds it: a snapshot that is newer than any other. */
export function bombSnapshot({ name, source_id, file = "bomb", bytes: made }: Bomb): Snapshot {
  const bytes = made();
  return {
    snapshot_id: sha256(bytes),
    source_id,
    path: `${source_id}/${name.replaceAll(" ", "-")}.${file}`,
    bytes,
    meta: snapshotMetaSchema.parse({ retrieved_at: "2026-09-01T00:00:00Z" }),
  };
}
