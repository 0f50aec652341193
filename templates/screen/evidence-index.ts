import type { EvidenceSnapshot } from "../../pipeline/contracts/evidence.ts";
import type { ScreenEvidence, ScreenFigure, ScreenRecord } from "../../pipeline/contracts/screen.ts";

/** The evidence of a page by its ids. */
export interface EvidenceIndex {
  figure(id: string): ScreenFigure | undefined;
  /** Text of a named constant. */
  constant(name: string): string | undefined;
  recordsOf(figure: ScreenFigure): readonly ScreenRecord[];
  snapshotOf(record: ScreenRecord): EvidenceSnapshot | undefined;
}

/** Makes the evidence of a page ready to be asked. */
export function evidenceIndex(evidence: ScreenEvidence): EvidenceIndex {
  const figures = new Map(evidence.figures.map((figure) => [figure.id, figure]));
  const constants = new Map(Object.entries(evidence.constants));
  const snapshots = new Map(Object.entries(evidence.snapshots));
  return {
    figure: (id) => figures.get(id),
    constant: (name) => constants.get(name),
    recordsOf: ({ records }) => records.flatMap((at) => evidence.records[at] ?? []),
    snapshotOf: ({ snapshot_id }) => snapshots.get(snapshot_id),
  };
}
