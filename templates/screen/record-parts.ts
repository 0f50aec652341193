import type { ScreenFigure, ScreenRecord } from "../../pipeline/contracts/screen.ts";
import { datedInWords, timeInWords } from "../../pipeline/reports/period-words.ts";
import { button, element } from "./elements.ts";
import type { EvidenceIndex } from "./evidence-index.ts";
import { placesOf } from "./snippet.ts";

/** Records shown at first, and with each press for more. */
const FIRST = 3;
const MORE = 25;

const DISPOSITIONS: Readonly<Record<ScreenRecord["disposition"], string>> = {
  loaded: "loaded as it stands",
  repaired: "loaded after a repair",
  quarantined: "set aside",
  ignored: "passed over",
};

/** What times the facts of some records speak of, each once, in words. */
export function timesOf(records: readonly ScreenRecord[]): readonly string[] {
  return [...new Set(records.flatMap(({ periods }) => (periods ?? []).map(datedInWords)))];
}

/** The records under a figure: the first few, and a button for more. */
export function recordList(figure: ScreenFigure, index: EvidenceIndex): Node[] {
  const records = index.recordsOf(figure);
  const title = element(
    "h3",
    {},
    records.length === 1 ? "The record under it" : `${records.length} records under it`,
  );
  if (records.length === 0)
    return [title, element("p", {}, "It counts what is not there, or describes the edition.")];
  const list = element("ol", { class: "records" });
  // One time that holds for all of them is said of the figure.
  const showTimes = timesOf(records).length > 1;
  const more = button({ class: "more" }, () => {
    const first = show(MORE);
    first?.focus();
  });
  const show = (howMany: number): HTMLElement | null => {
    const from = list.children.length;
    const added = records
      .slice(from, from + howMany)
      .map((record) => recordItem(figure, record, index, showTimes));
    list.append(...added);
    const left = records.length - list.children.length;
    more.hidden = left === 0;
    more.textContent = `Show ${Math.min(left, MORE)} more of ${left}`;
    return added[0] ?? null;
  };
  show(FIRST);
  return [title, list, more];
}

function recordItem(
  figure: ScreenFigure,
  record: ScreenRecord,
  index: EvidenceIndex,
  showTimes: boolean,
): HTMLElement {
  const snapshot = index.snapshotOf(record);
  return element(
    "li",
    { tabindex: "-1" },
    element("blockquote", { dir: "auto" }, ...markedText(figure, record)),
    element(
      "dl",
      {},
      line("Source", snapshot?.publisher ?? record.source_id),
      line("Page", snapshot?.path ?? "not known"),
      line("Retrieved", snapshot?.retrieved_at ?? "undated"),
      line("Place", record.locator),
      ...(showTimes && record.periods !== null
        ? [line("Speaks of", [...new Set(record.periods.map(timeInWords))].join("; "))]
        : []),
      line("Outcome", DISPOSITIONS[record.disposition]),
      ...record.repairs.map(({ column_name, rule, before, after }) =>
        line("Repair", `${rule}: ${column_name} “${before}” became “${after}”`),
      ),
      ...(snapshot?.prose === "rewritten"
        ? [line("Copy", "prose rewritten; figures and names as published")]
        : []),
      line("sha256", hash(record.snapshot_id)),
    ),
  );
}

const line = (name: string, value: Node | string): HTMLElement =>
  element("div", {}, element("dt", {}, name), element("dd", {}, value));

/** Twelve digits are what pages print; the rest is there to be compared. */
const hash = (sha256: string): HTMLElement =>
  element("code", {}, element("strong", {}, sha256.slice(0, 12)), sha256.slice(12));

/** The record's text with the figure's value marked where it certainly stands. */
function markedText(figure: ScreenFigure, { raw_text: text, locator }: ScreenRecord): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const { start, end } of placesOf(figure, text, !locator.startsWith("chars:"))) {
    parts.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at)];
}
