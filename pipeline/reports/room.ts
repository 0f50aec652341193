/**
 * A handout is one sheet: the place on its front, the way into the work on its back. What the cities
 * leave free is filled with more of the nation, the work and the studies. How much fits is estimated
 * in lines of body text, since only the printer knows.
 */

/** Lines of body text on a side of the sheet. */
const SIDE = 53;

/** Lines that every front needs beside its cities: title, facts, captions, key, axis, table head, notes. */
const FRONT = 26;

/** Lines that every back needs: steps, schooling, credentials, addresses, sources. */
const BACK = 27;

/** Lines that a city takes: its row in the chart and its row in the table. */
const CITY = 1.86;

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

/** Lines left free on the sheet. Where the cities run over to the back there is one room, the back's. */
export interface Room {
  readonly has_two_sides: boolean;
  readonly front: number;
  readonly back: number;
}

/** Room beside so many cities. */
export function roomBeside(cities: number): Room {
  const front = SIDE - FRONT - CITY * cities;
  const back = SIDE - BACK;
  return front >= 0
    ? { has_two_sides: true, front, back }
    : { has_two_sides: false, front: 0, back: back + front };
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
