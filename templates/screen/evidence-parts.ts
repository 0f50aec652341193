import type { ScreenFigure } from "../../pipeline/contracts/screen.ts";
import { formulaInWords } from "../../pipeline/reports/formulas.ts";
import { button, element } from "./elements.ts";
import type { EvidenceIndex } from "./evidence-index.ts";
import { recordList, timesOf } from "./record-parts.ts";

const UNIT_NAMES: Readonly<Record<ScreenFigure["unit"], string>> = {
  usd: "US dollars",
  jobs: "jobs",
  pct: "percent, from 0 to 100",
  count: "a count",
  ratio: "a ratio, without unit",
  year: "a year",
  period: "a month, a year or a span of years",
  rank: "a place in an order",
  text: "words of the source",
  words: "a comparison in words",
  date: "a day",
  id: "an identifier",
};

/** What the panel says of a figure. `openInput` is asked for a figure that a formula rests on. */
export function figureParts(
  figure: ScreenFigure,
  index: EvidenceIndex,
  openInput: (id: string) => void,
): Node[] {
  const times = timesOf(index.recordsOf(figure));
  const facts: [string, Node | string][] = [["Unit", UNIT_NAMES[figure.unit]]];
  if (times.length > 0) facts.push(["Speaks of", lines(times)]);
  if (figure.mark !== null) facts.push(["Missing", `the source says: ${figure.mark}`]);
  return [
    element("p", { class: "evidence-label" }, figure.label),
    factList(facts),
    ...derivationParts(figure, index, openInput),
    ...recordList(figure, index),
    heading("Check it"),
    element("p", {}, element("code", {}, `npx almanac explain ${figure.id}`)),
  ];
}

/** What the panel says of a constant. */
export function constantParts(name: string): Node[] {
  return [
    element(
      "p",
      {},
      "A fixed phrase of the almanac. It says how to read the page, states no fact, and rests on no record.",
    ),
    factList([["Name", name]]),
  ];
}

/** Names and what is to be said of each. */
export function factList(facts: readonly (readonly [string, Node | string])[]): HTMLElement {
  return element(
    "dl",
    {},
    ...facts.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
  );
}

const lines = (texts: readonly string[]): HTMLElement =>
  element("ul", { class: "lines" }, ...texts.map((text) => element("li", {}, text)));

const heading = (text: string): HTMLElement => element("h3", {}, text);

function derivationParts(
  { derivation }: ScreenFigure,
  index: EvidenceIndex,
  openInput: (id: string) => void,
): Node[] {
  switch (derivation.kind) {
    case "query":
      return [
        heading("Read from the warehouse"),
        element("p", {}, "Column ", element("code", {}, derivation.column), " of"),
        element("pre", {}, derivation.sql.trim()),
      ];
    case "formula": {
      const inputs = derivation.inputs.flatMap((id) => index.figure(id) ?? []);
      return [
        heading("Computed"),
        ...formulaLines(derivation.formula),
        element("ul", { class: "inputs" }, ...inputs.map((input) => inputLine(input, openInput))),
      ];
    }
    case "run":
      return [heading("A property of this edition"), element("p", {}, derivation.how)];
  }
}

/** The formula in words and where its method comes from. */
function formulaLines(name: string): Node[] {
  const words = formulaInWords(name);
  if (words === null) return [element("p", {}, name)];
  return [element("p", {}, words.says), element("p", { class: "method" }, `Method: ${words.source}`)];
}

function inputLine(input: ScreenFigure, openInput: (id: string) => void): HTMLElement {
  const act = (): void => {
    openInput(input.id);
  };
  return element("li", {}, button({ class: "input" }, act, input.text), ` ${input.label}`);
}
