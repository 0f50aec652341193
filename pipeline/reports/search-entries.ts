import type { SearchEntry } from "../contracts/screen.ts";
import type { FigureMaker } from "./figure-maker.ts";
import { regionsOf, statesByRegion } from "./sections/regions.ts";
import { numberOf, textOf, type ViewRow, type Views } from "./views.ts";

/**
 * What the search of the contents finds: the national report, every state, and every city and region that stands in
 * a handout. A state without handout is found as well, so that one learns that nothing is known of it.
 *
 * @param keys Keys of the edition's pages.
 */
export function searchEntries(
  views: Views,
  keys: readonly string[],
  make: FigureMaker,
): readonly SearchEntry[] {
  const states = views.rows("report_states");
  const byRegion = statesByRegion(views);
  const names = new Map(states.map((row) => [row.key, textOf(row, "state_name")]));
  return [
    ...(keys.includes("national") ? [NATIONAL] : []),
    ...states.flatMap((row) => stateEntry(row, byRegion, hrefOf(row.key, keys), make)),
    ...views.rows("report_cities").flatMap((row) => placeEntry(row, "city", names, keys, make)),
    ...byRegion.flatMap((state) =>
      regionsOf(views, state).flatMap((row) => placeEntry(row, "region", names, keys, make)),
    ),
  ];
}

const NATIONAL: SearchEntry = {
  kind: "report",
  name: "National report",
  figure: null,
  also: ["United States", "USA", "the nation"],
  state: null,
  href: "national.html",
};

const hrefOf = (code: string, keys: readonly string[]): string | null =>
  keys.includes(`states/${code}`) ? `states/${code}.html` : null;

/** A city or region; none where its state has no handout. */
function placeEntry(
  row: ViewRow,
  kind: "city" | "region",
  names: ReadonlyMap<string, string | null>,
  keys: readonly string[],
  make: FigureMaker,
): SearchEntry[] {
  const code = textOf(row, "state") ?? "";
  const href = hrefOf(code, keys);
  if (href === null) return [];
  const { text, id } = make.text("quote", row, kind, kind);
  return [{ kind: "city", name: text, figure: id, also: [code], state: names.get(code) ?? code, href }];
}

/** A state without any record has no figure: its name comes from the warehouse's own list. */
function stateEntry(
  row: ViewRow,
  byRegion: readonly ViewRow[],
  href: string | null,
  make: FigureMaker,
): SearchEntry[] {
  const name = textOf(row, "state_name");
  if (name === null) return [];
  const known =
    numberOf(row, "cities") === 0 ? byRegion.find((one) => textOf(one, "state") === row.key) : row;
  const figure =
    known === undefined || href === null ? null : make.text("quote", known, "state_name", "state");
  return [
    {
      kind: "state",
      name: figure?.text ?? name,
      figure: figure?.id ?? null,
      also: [row.key],
      state: null,
      href,
    },
  ];
}
