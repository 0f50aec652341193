import type { Figure } from "../../contracts/figure.ts";
import type { Printer } from "../printer.ts";
import type { Section } from "../report-definition.ts";
import { grouped, rowsOf, textOf, type Warehouse } from "../views.ts";
import { statementsOn } from "./outlook.ts";
import type { Publishers } from "./publishers.ts";
import { itemLists } from "./qualifying.ts";

/** What the work is: duties by role, skills and qualities, hours and places, titles and neighbours. */
export async function work(db: Warehouse, printer: Printer, publishers: Publishers): Promise<Section> {
  const [duties, qualities, skills, programSkills, related, titles, conditions] = await Promise.all([
    dutiesByRole(db, printer, publishers),
    itemLists(db, printer, publishers, "skills", "quality"),
    itemLists(db, printer, publishers, "skills", "skill"),
    itemLists(db, printer, publishers, "skills", "program_skill"),
    itemLists(db, printer, publishers, "related"),
    titlesByRelation(db, printer, publishers),
    statementsOn(db, ["schedule", "work_environment"], printer, publishers),
  ]);
  return {
    data: { duties, qualities, skills, program_skills: programSkills, related, titles, conditions },
    charts: [],
  };
}

/** Duties, the general ones first, then each special role; a role's list is one source's. */
export async function dutiesByRole(db: Warehouse, printer: Printer, publishers: Publishers) {
  const rows = (await rowsOf(db, "report_items")).filter((row) => textOf(row, "list") === "duties");
  const roles = [...grouped(rows, "part").keys()].sort(
    (a, b) => Number(b === "general") - Number(a === "general") || (a < b ? -1 : 1),
  );
  const lists = await Promise.all(
    roles.map(async (role) => {
      const [first] = rows.filter((row) => textOf(row, "part") === role);
      const name =
        role === "general" || first === undefined ? null : printer.text("quote", first, "part", "role");
      return (await itemLists(db, printer, publishers, "duties", role)).map((list) => ({ role: name, ...list }));
    }),
  );
  return lists.flat();
}

/** Job titles under the four relations that the warehouse knows; a title that several pages give is one. */
async function titlesByRelation(db: Warehouse, printer: Printer, publishers: Publishers) {
  const of = async (relation: string): Promise<readonly TitleList[]> =>
    (await itemLists(db, printer, publishers, "titles", relation)).map(({ publisher, items }) => ({
      publisher,
      titles: items.map(({ item, detail }) => ({ title: item, abbreviation: detail })),
    }));
  const [alternate, specialty, entry, advancement] = await Promise.all(
    ["alternate_title", "specialty", "entry_level", "advancement"].map(of),
  );
  return { alternate, specialty, entry, advancement };
}

interface TitleList {
  readonly publisher: Figure;
  readonly titles: readonly { readonly title: Figure; readonly abbreviation: Figure | null }[];
}
