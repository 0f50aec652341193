import { national } from "./national.ts";
import { region } from "./region.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { state } from "./state.ts";

export type { EditionMark, ReportDefinition } from "./report-definition.ts";

/** Every report of an edition, in the order of printing. A new report is one file and one line here. */
export const reports: readonly ReportDefinition[] = [national, state, region];
