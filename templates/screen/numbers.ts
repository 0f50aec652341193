const NUMBER = "[data-figure], [data-constant]";

/** Elements that are controls already, in which another would be out of place, and pictures. */
const TAKEN = "a, button, svg, summary, label";

/** Parts of a page whose numbers are one tab stop together. */
const GROUP = "section, header, footer, main, body";

/**
 * Makes every number a button that opens its evidence. The numbers of a section are one tab stop; arrow
 * keys, Home and End move between them in reading order, also after a table was sorted.
 */
export function activateNumbers(open: (target: HTMLElement) => void): void {
  const groups = new Map<Element, HTMLElement[]>();
  for (const number of document.querySelectorAll<HTMLElement>(NUMBER)) {
    if (number.closest(TAKEN) !== null) continue;
    number.setAttribute("role", "button");
    number.setAttribute("aria-haspopup", "dialog");
    number.tabIndex = -1;
    const group = groupOf(number);
    groups.set(group, [...(groups.get(group) ?? []), number]);
  }
  for (const [first] of groups.values()) if (first !== undefined) first.tabIndex = 0;
  document.addEventListener("click", (event) => {
    const number = numberAt(event.target);
    // Who marks text to copy it does not ask where it comes from.
    if (number === null || !(getSelection()?.isCollapsed ?? true)) return;
    rove(number);
    open(number);
  });
  document.addEventListener("keydown", (event) => {
    const number = numberAt(event.target);
    if (number === null || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") open(number);
    else if (!moveFrom(number, event.key)) return;
    event.preventDefault();
  });
}

const groupOf = (number: Element): Element => number.closest(GROUP) ?? document.body;

function numberAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element
    ? target.closest<HTMLElement>("[role=button][aria-haspopup=dialog]")
    : null;
}

function moveFrom(number: HTMLElement, key: string): boolean {
  const group = groupOf(number);
  const all = [...group.querySelectorAll<HTMLElement>("[role=button][aria-haspopup=dialog]")].filter(
    (other) => groupOf(other) === group,
  );
  const at = all.indexOf(number);
  const next = {
    ArrowRight: all[at + 1],
    ArrowDown: all[at + 1],
    ArrowLeft: all[at - 1],
    ArrowUp: all[at - 1],
    Home: all[0],
    End: all.at(-1),
  }[key];
  if (!/^(?:Arrow(?:Right|Left|Up|Down)|Home|End)$/u.test(key)) return false;
  if (next !== undefined) {
    rove(next);
    next.focus();
  }
  return true;
}

/** Makes a number the tab stop of its section. */
function rove(number: HTMLElement): void {
  const group = groupOf(number);
  for (const other of group.querySelectorAll<HTMLElement>("[role=button][aria-haspopup=dialog]"))
    if (groupOf(other) === group) other.tabIndex = -1;
  number.tabIndex = 0;
}
