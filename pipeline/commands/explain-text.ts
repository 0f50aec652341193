import type { Figure } from "../contracts/figure.ts";
import { printable } from "../lib/printable.ts";
import { datedInWords } from "../reports/period-words.ts";
import type { Explanation, Recomputed } from "./explanation.ts";
import { plural } from "./io.ts";
import type { Trace } from "./trace.ts";

/** An explanation for people, line by line, ending with an empty one. Safe for a terminal. */
export function explanationLines(explanation: Explanation): string[] {
  const { figure, ids, inputs, recomputed, records, more_records } = explanation;
  const count = records.length + more_records;
  return [
    `${figure.text}  ${figure.label}`,
    ...field("printed", `${ids.join(", ")} of edition ${explanation.edition}`),
    ...(figure.mark === null ? [] : field("missing", `the source says ${figure.mark}`)),
    ...derivationLines(figure, recomputed[figure.id]),
    ...inputs.flatMap((input) => [
      "",
      `  ${input.id}  ${input.text}  ${input.label}`,
      ...derivationLines(input, recomputed[input.id]),
    ]),
    ...field("rests on", plural(count, "record")),
    ...recordLines(records),
    ...(more_records === 0 ? [] : ["", `  and ${plural(more_records, "more record")}; --all prints them`]),
    "",
  ].map(printable);
}

function derivationLines({ derivation, text }: Figure, recomputed: Recomputed | undefined): string[] {
  switch (derivation.kind) {
    case "query":
      return field("column", `${derivation.column} of\n${derivation.sql.trim()}`);
    case "run":
      return field("made by", derivation.how);
    case "formula": {
      const { formula, inputs } = derivation;
      return [
        ...field("formula", `${formula}: ${recomputed?.says ?? "not known"}`),
        ...(recomputed?.source == null ? [] : field("method", recomputed.source)),
        ...field("over", inputs.join(", ")),
        ...field("check", recomputed?.difference ?? `computed again from its inputs: ${text}, the same`),
      ];
    }
  }
}

/** What is to be said of a snapshot is said with the first record of it. */
function recordLines(traces: readonly Trace[]): string[] {
  const said = new Set<string>();
  return traces.flatMap((trace, at) => {
    const { snapshot_id } = trace.record;
    const isNew = !said.has(snapshot_id);
    said.add(snapshot_id);
    const file = isNew
      ? snapshotLines(trace)
      : field("file", `${trace.snapshot?.path ?? "not known"}, as above`);
    return ["", `  ${at + 1}. ${trace.record_id}`, ...file, ...placeLines(trace)];
  });
}

function snapshotLines({ record, snapshot }: Trace): string[] {
  return [
    ...field("source", `${snapshot?.publisher ?? "not known"} (${record.source_id})`),
    ...field("file", snapshot?.path ?? "not known"),
    ...field("sha256", record.snapshot_id),
    ...field("retrieved", snapshot?.retrieved_at ?? "undated"),
    ...(snapshot?.prose === "rewritten"
      ? field("copy", "the prose of this copy was rewritten; figures and names are as published")
      : []),
    ...(snapshot?.note == null ? [] : field("note", snapshot.note)),
  ];
}

function placeLines({ record, byte_range: range, context, differences }: Trace): string[] {
  return [
    ...field(
      "place",
      range === null ? record.locator : `${record.locator}, bytes ${range.start} to ${range.end}`,
    ),
    ...field("text", record.raw_text),
    ...(context === null ? [] : field("around", around(context))),
    ...(record.periods === null ? [] : field("speaks of", record.periods.map(datedInWords).join("\n"))),
    ...field("outcome", record.disposition),
    ...record.repairs.flatMap(({ column_name, rule, before, after }) =>
      field("repair", `${rule}: ${column_name} was ${JSON.stringify(before)}, is ${JSON.stringify(after)}`),
    ),
    ...field("check", differences.length === 0 ? verified(record.raw_text) : differences.join("\n")),
  ];
}

const verified = (text: string): string =>
  `verified: the file has this sha256, and these ${text.length} characters stand at this place`;

/** The text's surroundings on one line; white space is collapsed, the text itself is left out. */
function around({ before, after }: { readonly before: string; readonly after: string }): string {
  const one = (text: string): string => text.replace(/\s+/gu, " ");
  return `…${one(before)}[text]${one(after)}…`;
}

/** A name and its value; further lines of the value stand under its first. */
function field(name: string, value: string): string[] {
  return value.split("\n").map((line, at) => `     ${(at === 0 ? name : "").padEnd(10)} ${line}`);
}
