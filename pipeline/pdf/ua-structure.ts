import { NAME, hasText } from "./tree.ts";
import { headersOf, idOf, layOut, tableAttribute, widthOf } from "./tables.ts";
import { PDFName } from "@cantoo/pdf-lib";
import { placeOf, rolesOf, STANDARD_TYPES, type Fault, type Tagged, type UaSubject } from "./ua-subject.ts";

/** 02-001: a type that is no standard one and is not mapped to one either. */
export function unknownTypes({ elements }: UaSubject): Fault[] {
  return elements
    .filter(({ role }) => !STANDARD_TYPES.has(role))
    .map((tagged) => ({
      what: `${tagged.element.type || "an element without type"} is no standard type`,
      place: placeOf(tagged),
    }));
}

/** 02-003: types that are mapped in a circle. */
export function circularRoles({ structure }: UaSubject): Fault[] {
  const roles = rolesOf(structure);
  return [...roles.keys()]
    .filter((type) => {
      const met = new Set<string>();
      let role: string | undefined = type;
      while (role !== undefined && !met.has(role)) {
        met.add(role);
        role = roles.get(role);
      }
      return role !== undefined;
    })
    .map((type) => ({ what: `${type} is mapped in a circle`, place: "the role map" }));
}

/** 02-004: a standard type that is mapped to another. */
export function remappedTypes({ structure }: UaSubject): Fault[] {
  return [...rolesOf(structure).keys()]
    .filter((type) => STANDARD_TYPES.has(type))
    .map((type) => ({ what: `${type} is a standard type and is mapped to another`, place: "the role map" }));
}

/** Types that may stand in others, and what must hold them: ISO 32000-1, tables 336 and 337. */
interface Grammar {
  /** Kids that a type may have. */
  readonly kids: Readonly<Record<string, readonly string[]>>;
  /** Types that must stand in one of these. */
  readonly parents: Readonly<Record<string, readonly string[]>>;
}

const TABLES: Grammar = {
  kids: {
    Table: ["TR", "THead", "TBody", "TFoot", "Caption"],
    THead: ["TR"],
    TBody: ["TR"],
    TFoot: ["TR"],
    TR: ["TH", "TD"],
  },
  parents: {
    TR: ["Table", "THead", "TBody", "TFoot"],
    THead: ["Table"],
    TBody: ["Table"],
    TFoot: ["Table"],
    TH: ["TR"],
    TD: ["TR"],
  },
};

const LISTS: Grammar = {
  kids: { L: ["L", "LI", "Caption"], LI: ["Lbl", "LBody"] },
  parents: { LI: ["L"], LBody: ["LI"] },
};

/** 09-004: rows, cells and parts of tables where they do not belong, and tables without rows. */
export function tableParts(subject: UaSubject): Fault[] {
  const empty = subject.elements
    .filter(
      ({ role, element }) => role === "Table" && layOut(element).every(({ cells }) => cells.length === 0),
    )
    .map((tagged) => ({ what: "a table has no cells", place: placeOf(tagged) }));
  return [...misplaced(subject, TABLES), ...empty];
}

/** 09-005: items, labels and bodies of lists where they do not belong. */
export function listParts(subject: UaSubject): Fault[] {
  return misplaced(subject, LISTS);
}

function misplaced({ elements, roleOf }: UaSubject, { kids, parents }: Grammar): Fault[] {
  return elements.flatMap((tagged) => {
    const { element, role, above } = tagged;
    const holder = roleOf(above.at(-1)?.type ?? "");
    const wanted = parents[role];
    const outside =
      wanted !== undefined && !wanted.includes(holder)
        ? [{ what: `${role} stands in ${holder === "" ? "nothing" : holder}`, place: placeOf(tagged) }]
        : [];
    const allowed = kids[role];
    if (allowed === undefined) return outside;
    const strange = element.kids
      .map((kid) => (kid.kind === "element" ? roleOf(kid.type) : "content"))
      .filter((kid) => !allowed.includes(kid))
      .map((kid) => ({ what: `${role} holds ${kid}`, place: placeOf(tagged) }));
    return [...outside, ...strange];
  });
}

/** ISO 14289-1, 7.5: a table whose rows, their spans counted, have not the same columns. */
export function irregularRows({ elements }: UaSubject): Fault[] {
  return elements
    .filter(({ role }) => role === "Table")
    .flatMap((tagged) => {
      const rows = layOut(tagged.element);
      const width = widthOf(rows);
      return rows.flatMap(({ taken, doubled }, i) =>
        taken.size === width && !doubled
          ? []
          : [
              {
                what: `row ${i + 1} of a table has ${taken.size} of its ${width} columns`,
                place: placeOf(tagged),
              },
            ],
      );
    });
}

/** 13-004: a figure that no words stand for. */
export function figureWithoutText({ elements }: UaSubject): Fault[] {
  return withoutText(elements, "Figure");
}

/** 17-002: a formula that no words stand for. */
export function formulaWithoutText({ elements }: UaSubject): Fault[] {
  return withoutText(elements, "Formula");
}

function withoutText(elements: readonly Tagged[], type: string): Fault[] {
  return elements
    .filter(
      ({ role, element: { dict } }) =>
        role === type && !hasText(dict, NAME.Alt) && !hasText(dict, NAME.ActualText),
    )
    .map((tagged) => ({ what: `a ${type.toLowerCase()} has no alternative text`, place: placeOf(tagged) }));
}

const headings = (elements: readonly Tagged[]): { tagged: Tagged; level: number }[] =>
  elements.flatMap((tagged) => {
    const level = /^H([1-6])$/.exec(tagged.role)?.[1];
    return level === undefined ? [] : [{ tagged, level: Number(level) }];
  });

/** 14-002: the first heading is not of the first level. */
export function firstHeading({ elements }: UaSubject): Fault[] {
  const [first] = headings(elements);
  return first === undefined || first.level === 1
    ? []
    : [{ what: `the first heading is H${first.level}`, place: placeOf(first.tagged) }];
}

/** 14-003: a heading skips a level on the way down. */
export function skippedHeading({ elements }: UaSubject): Fault[] {
  const all = headings(elements);
  return all.flatMap(({ tagged, level }, i) => {
    const before = all[i - 1]?.level ?? level;
    return level <= before + 1 ? [] : [{ what: `H${level} follows H${before}`, place: placeOf(tagged) }];
  });
}

/** 14-006: an element with more than one `H` among its kids. */
export function twoHeadings({ elements, roleOf }: UaSubject): Fault[] {
  return elements
    .filter(
      ({ element }) =>
        element.kids.filter((kid) => kid.kind === "element" && roleOf(kid.type) === "H").length > 1,
    )
    .map((tagged) => ({ what: "an element has two headings", place: placeOf(tagged) }));
}

/** 14-007: headings with and without level in one document. */
export function mixedHeadings({ elements }: UaSubject): Fault[] {
  const plain = elements.find(({ role }) => role === "H");
  return plain === undefined || headings(elements).length === 0
    ? []
    : [{ what: "headings with and without level are mixed", place: placeOf(plain) }];
}

/** 15-003: a header cell without scope in a table whose cells do not all name their headers. */
export function headerWithoutScope({ elements }: UaSubject): Fault[] {
  const scopes = ["Row", "Column", "Both"].map((scope) => PDFName.of(scope));
  return elements
    .filter(({ role }) => role === "Table")
    .flatMap(({ element: table }) => {
      const cells = layOut(table).flatMap((row) => row.cells.map(({ element }) => element));
      const named = cells.every(
        (cell) => cell.type !== "TD" || cell.kids.length === 0 || headersOf(cell).length > 0,
      );
      return cells.filter(
        (cell) =>
          cell.type === "TH" && !named && !scopes.some((scope) => scope === tableAttribute(cell, "Scope")),
      );
    })
    .map((cell) => ({ what: "a header cell has no scope", place: `TH (object ${cell.ref.objectNumber})` }));
}

/** ISO 14289-1, 7.5: a cell that names a header which is not there. */
export function headersMissing({ elements }: UaSubject): Fault[] {
  const ids = new Set(elements.map(({ element }) => idOf(element)));
  return elements
    .filter(
      ({ role, element }) =>
        (role === "TD" || role === "TH") && headersOf(element).some((id) => !ids.has(id)),
    )
    .map((tagged) => ({ what: "a cell names a header that is not there", place: placeOf(tagged) }));
}

/** 19-003 and 19-004: a note without a name, or with that of another. */
export function noteNames({ elements }: UaSubject): Fault[] {
  const met = new Set<string>();
  return elements
    .filter(({ role, element }) => {
      if (role !== "Note") return false;
      const id = idOf(element);
      const bad = id === null || met.has(id);
      met.add(id ?? "");
      return bad;
    })
    .map((tagged) => ({ what: "a note has no name of its own", place: placeOf(tagged) }));
}
