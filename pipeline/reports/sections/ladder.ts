import type { FigureMaker } from "../figure-maker.ts";
import { isHeadline, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import { occupations } from "./cover.ts";
import { credentials } from "./credentials.ts";
import { statementsOn } from "./outlook.ts";
import type { Publishers } from "./publishers.ts";
import { itemLists, levelLines, levelsNeeded } from "./qualifying.ts";

/**
 * The career ladder, from the first job to what comes after: each rung holds what sources name for it
 * and is empty where none does. Schooling beyond the most that some source asks for at the start
 * belongs to the last rung. The occupation's own rung is always there.
 */
export function ladder(views: Views, make: FigureMaker, publishers: Publishers) {
  const titles = (part: string) => itemLists(views, make, publishers, "titles", part);
  const certification = views
    .rows("report_education")
    .filter((row) => isHeadline(row) && textOf(row, "level") === "certification");
  return {
    start: { titles: titles("entry_level"), levels: levelLines(levelsNeeded(views), make, publishers) },
    // Other titles stand where the work is described.
    occupation: { names: occupations(views, make, publishers) },
    certified: {
      credentials: credentials(views, make, publishers),
      says: certification.map((row) => ({
        necessity: make.text("quote", row, "necessity", "need of a certification"),
        publisher: publishers.of(row),
      })),
    },
    specialties: { titles: titles("specialty") },
    beyond: {
      titles: titles("advancement"),
      levels: levelLines(levelsBeyond(views), make, publishers),
    },
    // One of each source: what it adds on schooling and credentials stands on the rungs.
    advancement: statementsOn(views, ["advancement"], make, publishers, 1),
  };
}

/** Levels of schooling above all that are required or typical; none where nothing is. */
function levelsBeyond(views: Views): readonly ViewRow[] {
  const places = levelsNeeded(views).map((row) => numberOf(row, "level_place") ?? 0);
  if (places.length === 0) return [];
  const most = Math.max(...places);
  return views
    .rows("report_education")
    .filter(isHeadline)
    .filter((row) => textOf(row, "level") !== "certification" && (numberOf(row, "level_place") ?? 0) > most);
}
