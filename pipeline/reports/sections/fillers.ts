import type { FigureMaker } from "../figure-maker.ts";
import type { Section } from "../report-definition.ts";
import { columnLines, fitting, tableLines, termLines, type Room } from "../room.ts";
import { grouped, isHeadline, textOf, type ViewRow, type Views } from "../views.ts";
import type { PayStrip } from "./nation.ts";
import { projectionLines, statementsOn } from "./outlook.ts";
import { nationalPay } from "./pay.ts";
import { officialOrAll, type Publishers } from "./publishers.ts";
import { itemLists, type ItemList } from "./qualifying.ts";
import { dutiesByRole } from "./work.ts";

/** Lines of the chart of strips: caption, axis and key, and each strip. */
const STRIPS_FIXED = 6;
const STRIP = 2.7;

/** What fills a handout: which parts fit on its front and on its back, and their data and charts. */
export function fillers(
  room: Room,
  strips: readonly PayStrip[],
  views: Views,
  make: FigureMaker,
  publishers: Publishers,
): Section {
  const { front, back } = chosen(room, strips.length, views, publishers);
  const lists = (list: string, part?: string) => itemLists(views, make, publishers, list, part);
  const pay = nationalPay(strips, make);
  const showsStrips = front.has("pay") && front.has("strips");
  const showsHours = front.has("hours") || back.has("hours");
  return {
    data: {
      pay: pay.data,
      shows_pay: front.has("pay"),
      shows_strips: showsStrips,
      projections: front.has("outlook") ? projectionLines(views, make, publishers) : [],
      hours: showsHours ? statementsOn(views, ["schedule"], make, publishers) : [],
      topics: back.has("topics") ? longestOf(lists("topics")) : [],
      duties: back.has("duties") ? dutiesTold(views, make, publishers, back.has("roles")) : [],
      qualities: back.has("qualities") ? listsTold(lists("skills", "quality")) : [],
    },
    charts: showsStrips ? pay.charts : [],
  };
}

/** The general duties told once, and those of special roles if wanted. */
function dutiesTold(views: Views, make: FigureMaker, publishers: Publishers, withRoles: boolean) {
  const duties = dutiesByRole(views, make, publishers, withRoles);
  const general = listsTold(duties.filter(({ role }) => role === null));
  return [...general, ...duties.filter(({ role }) => role !== null)];
}

/** The occupation's own lists, and of those the official ones. */
const listsTold = <List extends ItemList>(lists: readonly List[]): readonly List[] =>
  officialOrAll(
    lists.filter((list) => list.of === null),
    ({ is_official }) => is_official,
  );

/** The rows of those lists. */
const rowsTold = (rows: readonly ViewRow[], publishers: Publishers): readonly ViewRow[] =>
  officialOrAll(rows.filter(isHeadline), (row) => publishers.isOfficial(row));

/** The list with the most entries, as a list of one; none of none. */
function longestOf(lists: readonly ItemList[]): readonly ItemList[] {
  const most = Math.max(...lists.map(({ items }) => items.length));
  return lists.filter(({ items }) => items.length === most).slice(0, 1);
}

/** Names of the parts that fit, in the order of their worth to a reader of the handout. */
function chosen(room: Room, strips: number, views: Views, publishers: Publishers) {
  const items = (list: string) => views.rows("report_items").filter((row) => textOf(row, "list") === list);
  const isGeneral = (row: ViewRow) => textOf(row, "part") === "general";
  const duties = (rows: readonly ViewRow[]) =>
    columnLines(texts(rows, "item"), grouped(rows, "source_id").size);
  const schedule = views.rows("report_statements").filter((row) => textOf(row, "topic") === "schedule");
  const hours = { name: "hours", lines: columnLines(texts(schedule, "statement"), 0) };
  const qualities = rowsTold(
    items("skills").filter((row) => textOf(row, "part") === "quality"),
    publishers,
  );
  const general = rowsTold(items("duties").filter(isGeneral), publishers);
  const front = fitting(room.front, [
    { name: "pay", lines: tableLines(strips) },
    { name: "strips", lines: strips === 0 ? 0 : STRIPS_FIXED + STRIP * strips },
    { name: "outlook", lines: tableLines(views.rows("report_projections").length) },
    hours,
  ]);
  const back = fitting(room.back, [
    { name: "topics", lines: 2 },
    { name: "duties", lines: duties(general) },
    { name: "qualities", lines: termLines(texts(qualities, "detail")) },
    { name: "roles", lines: duties(items("duties").filter((row) => !isGeneral(row))) },
    ...(front.has("hours") ? [] : [hours]),
  ]);
  return { front, back };
}

const texts = (rows: readonly ViewRow[], column: string): readonly string[] =>
  rows.map((row) => textOf(row, column) ?? "");
