import { AlmanacError } from "../contracts/errors.ts";
import { messageOf } from "../lib/errno.ts";
import * as annotations from "./ua-annotations.ts";
import * as content from "./ua-content.ts";
import * as document from "./ua-document.ts";
import * as structure from "./ua-structure.ts";
import { readSubject, type Fault, type UaSubject } from "./ua-subject.ts";

type Condition = (subject: UaSubject) => Fault[];

/**
 * The conditions, by their numbers in the Matterhorn Protocol 1.1: those of its machine-testable ones that
 * can occur in a PDF as this house makes them or may make them. Those without such a number are ISO
 * 14289-1's own, or the house's.
 */
export const CONDITIONS: ReadonlyMap<string, Condition> = new Map([
  ["ISO 14289-1, 7.1", document.untagged],
  ["01-003", content.artifactInContent],
  ["01-004", content.contentInArtifact],
  ["01-005", content.unmarkedContent],
  ["ISO 32000-1, 14.7.4.4", content.parentTreeWrong],
  ["01-007", document.suspectTags],
  ["02-001", structure.unknownTypes],
  ["02-003", structure.circularRoles],
  ["02-004", structure.remappedTypes],
  ["06-001", document.metadataMissing],
  ["06-002", document.identifierMissing],
  ["06-003", document.titleMissing],
  ["07-001", document.titleNotShown],
  ["09-004", structure.tableParts],
  ["09-005", structure.listParts],
  ["ISO 14289-1, 7.5 rows", structure.irregularRows],
  ["ISO 14289-1, 7.5 headers", structure.headersMissing],
  ["10-001", content.unmappedCodes],
  ["11-001", document.languageMissing],
  ["13-004", structure.figureWithoutText],
  ["14-002", structure.firstHeading],
  ["14-003", structure.skippedHeading],
  ["14-006", structure.twoHeadings],
  ["14-007", structure.mixedHeadings],
  ["15-003", structure.headerWithoutScope],
  ["17-002", structure.formulaWithoutText],
  ["19-003", structure.noteNames],
  ["20-001", document.optionalContent],
  ["21-001", document.fileNamesMissing],
  ["25-001", document.xfaForm],
  ["26-001", document.encrypted],
  ["28-002", annotations.annotationOutside],
  ["28-004", annotations.annotationUndescribed],
  ["28-005", annotations.fieldUndescribed],
  ["28-006", annotations.annotationUnknown],
  ["28-007", annotations.trapNetworks],
  ["28-008", annotations.tabOrder],
  ["28-010", annotations.fieldOutside],
  ["28-011", annotations.linkOutside],
  ["28-012", annotations.linkUndescribed],
  ["28-014", annotations.imageMaps],
  ["28-018", annotations.printerMarks],
  ["29-001", document.scripts],
  ["30-001", document.referenceObjects],
  ["30-002", content.sharedForms],
  ["31-004", content.glyphMapMissing],
  ["31-009", content.fontNotEmbedded],
  ["31-027", content.textMapMissing],
  ["31-028", content.nonCharacters],
  ["31-030", content.missingGlyphs],
  ["bookmarks", document.bookmarksMissing],
]);

/** A fault with the condition that it is against. */
export interface UaFault extends Fault {
  readonly condition: string;
}

/**
 * Tests the bytes of a PDF against the {@link CONDITIONS} of PDF/UA-1.
 *
 * @returns Faults in the order of the conditions; none for a PDF that may be published.
 * @throws Error where the PDF cannot be read.
 */
export async function pdfUaFaults(bytes: Uint8Array): Promise<UaFault[]> {
  const subject = await readSubject(bytes);
  return [...CONDITIONS].flatMap(([condition, faultsOf]) =>
    faultsOf(subject).map((fault) => ({ condition, ...fault })),
  );
}

/**
 * Lets a PDF pass that meets PDF/UA-1 as far as a machine can tell.
 *
 * @param title Of the page, for the message.
 * @throws AlmanacError naming the first fault, its condition and its place.
 */
export async function assertPdfUa(bytes: Uint8Array, title: string): Promise<void> {
  const faults = await pdfUaFaults(bytes).catch((error: unknown) => [
    { condition: "ISO 32000-1", what: `it cannot be read: ${messageOf(error)}`, place: "the file" },
  ]);
  const [first] = faults;
  if (first === undefined) return;
  throw new AlmanacError(
    `The PDF "${title}" is not accessible: ${first.what} (${first.condition} of PDF/UA-1; ${faults.length} such)`,
    {
      where: first.place,
      next: "Mend the template of the page, or what pipeline/pdf/settle.ts makes of it; nothing is published before.",
    },
  );
}
