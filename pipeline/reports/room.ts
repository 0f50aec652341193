import type { Paper } from "../contracts/configuration.ts";

/**
 * A handout is one sheet: the place on its front, the way into the work on its back. What the cities
 * leave free is filled with more of the nation, the work and the studies. How much fits is estimated
 * in lines of body text; the printer knows, and what it prints on too many sides is made again by the
 * next plan. A state of more cities than a sheet holds gets another sheet, and more to fill it.
 */

/** Lines of body text on a side of the sheet. */
const SIDE: Readonly<Record<Paper, number>> = { letter: 53, a4: 56 };

/** Lines that every front needs beside its cities: title, facts, captions, key, axis, table head, notes. */
const FRONT = 26;

/** Lines that every back needs: steps, schooling, credentials, addresses, sources. */
const BACK = 28;

/** Lines that a city takes: its row in the table, and its row in the chart. */
const ROW = 1.15;
const BAR = 0.71;

/** Lines that a full sheet of cities is shorter where rows and sections stand closer together. */
const TIGHTENED = 8;

/** Lines of a heading with the space around it. */
const HEADING = 2;

/** Characters in a line of a two-column list, and of the wide column of a list of terms. */
const COLUMN = 50;
const TERM = 75;

/** A part that may be left out, and the lines it takes; 0 where there is nothing to print. */
export interface Filler {
  readonly name: string;
  readonly lines: number;
}

/** Lines left free on the sheets. Where the cities run over to the back there is one room, the back's. */
export interface Room {
  readonly has_two_sides: boolean;
  readonly front: number;
  readonly back: number;
}

/** What a handout is made to, one attempt after the other. */
export interface Plan extends Room {
  /** Most sides that it may have; null where any number will do, since there is nothing more to try. */
  readonly most_sides: number | null;
  /** Rows and sections stand closer together; letters stay as large as they are. */
  readonly is_dense: boolean;
}

/** What takes room on every handout of a state. */
export interface Load {
  /** Rows of the table, and those of them that the chart shows. */
  readonly cities: number;
  readonly drawn: number;
  /** Lines of the office's own block. */
  readonly office: number;
  readonly paper: Paper;
}

/** Lines of the room that the plans leave free; the last leaves all. */
const SLACKS = [0, 5, 12, Infinity] as const;

/** The least: the cities run over to the back. */
const NO_ROOM: Room = { has_two_sides: false, front: 0, back: 0 };

/**
 * Plans for a handout, the fullest first. The number of sides is even; where an estimate was too low,
 * the last plans take one more sheet.
 */
export function plansFor(load: Load): readonly Plan[] {
  const side = SIDE[load.paper];
  const needed = FRONT + ROW * load.cities + BAR * load.drawn + BACK + load.office;
  const sides = Math.max(2, 2 * Math.ceil((needed - TIGHTENED) / (2 * side)));
  const onSides = (most_sides: number): Plan[] => [
    ...SLACKS.map((slack) => ({ ...roomOn(most_sides, side, load, slack), most_sides, is_dense: false })),
    { ...NO_ROOM, most_sides, is_dense: false },
    { ...NO_ROOM, most_sides, is_dense: true },
  ];
  const plans = [...onSides(sides), ...onSides(sides + 2)].filter(isNew);
  return plans.map((plan, place) => (place === plans.length - 1 ? { ...plan, most_sides: null } : plan));
}

/** Whether a plan gives another page than the one before it. */
function isNew(plan: Plan, place: number, plans: readonly Plan[]): boolean {
  const before = plans[place - 1];
  return (
    before === undefined ||
    Object.keys(plan).some((key) => plan[key as keyof Plan] !== before[key as keyof Plan])
  );
}

/** Lines free on so many sides, of which so many are to be left. */
function roomOn(sides: number, side: number, load: Load, slack: number): Room {
  const front = side - FRONT - ROW * load.cities - BAR * load.drawn;
  const back = side - BACK - load.office;
  if (sides === 2 && front >= 0) {
    return { has_two_sides: true, front: Math.max(0, front - slack), back: Math.max(0, back - slack) };
  }
  return { has_two_sides: false, front: 0, back: Math.max(0, (sides - 2) * side + front + back - slack) };
}

/** Names of the fillers that fit into so many lines, taken in the order given. */
export function fitting(lines: number, fillers: readonly Filler[]): ReadonlySet<string> {
  const names = new Set<string>();
  let free = lines;
  for (const filler of fillers) {
    if (filler.lines === 0 || filler.lines > free) continue;
    names.add(filler.name);
    free -= filler.lines;
  }
  return names;
}

/** Lines of texts that flow in two columns, in so many lists under one heading; 0 where there is nothing. */
export function columnLines(texts: readonly string[], lists: number): number {
  if (texts.length === 0) return 0;
  const lines = sum(texts.map((text) => Math.ceil(text.length / COLUMN)));
  return HEADING + Math.ceil((lines + HEADING * lists) / 2);
}

/** Lines of terms under one heading, by their descriptions; 0 where there is nothing. */
export function termLines(descriptions: readonly string[]): number {
  if (descriptions.length === 0) return 0;
  return HEADING + sum(descriptions.map((text) => Math.ceil(text.length / TERM) + 0.3));
}

/** Lines of a table of so many rows, each of two lines, with its heading, caption and head. */
export function tableLines(rows: number): number {
  return rows === 0 ? 0 : HEADING + 3 + 2 * rows;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
