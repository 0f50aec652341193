import type { SearchEntry } from "../../pipeline/contracts/screen.ts";
import type { Announce } from "./announcer.ts";
import { element } from "./elements.ts";
import { matches } from "./search-match.ts";

/** Results shown; more words make them fewer. */
const SHOWN = 10;

/**
 * Puts a search box below the page's title: a combobox whose list holds the reports, states and cities
 * that match. Arrow keys choose, Enter opens, Escape clears.
 */
export function setUpSearch(entries: readonly SearchEntry[], announce: Announce): void {
  const list = element("ul", {
    class: "results",
    id: "search-results",
    role: "listbox",
    "aria-label": "Reports found",
  });
  const input = element("input", {
    id: "search",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-controls": "search-results",
    "aria-expanded": "false",
    placeholder: "Oakland, California, CA …",
  });
  const none = element("p", { class: "no-results", hidden: "" });
  const search = element(
    "div",
    { class: "search", role: "search" },
    element("label", { for: "search" }, "Find a state or a city"),
    input,
    list,
    none,
  );
  document.querySelector("main > header")?.after(search);
  list.hidden = true;
  let found: readonly SearchEntry[] = [];
  let chosen = -1;

  function choose(at: number): void {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = at;
    const option = list.children[chosen];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option === undefined) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", option.id);
  }

  function show(): void {
    const all = matches(entries, input.value);
    found = all.slice(0, SHOWN);
    list.replaceChildren(...found.map(option));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(-1);
    const asked = input.value.trim() !== "";
    none.hidden = !asked || all.length > 0;
    none.textContent = none.hidden ? "" : `Nothing is listed for “${input.value.trim()}”.`;
    if (asked) announce(inWords(all.length));
  }

  const step: Readonly<Record<string, () => void>> = {
    ArrowDown: () => {
      choose(Math.min(chosen + 1, found.length - 1));
    },
    ArrowUp: () => {
      choose(Math.max(chosen - 1, -1));
    },
    Enter: () => {
      open(found[Math.max(chosen, 0)]);
    },
    Escape: () => {
      input.value = "";
      show();
    },
  };
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    const act = step[event.key];
    if (act === undefined || event.isComposing) return;
    event.preventDefault();
    act();
  });
  list.addEventListener("click", (event) => {
    const at = event.target instanceof Element ? event.target.closest("li") : null;
    if (at !== null) open(found[[...list.children].indexOf(at)]);
  });
}

function inWords(count: number): string {
  if (count === 0) return "No results.";
  const results = count === 1 ? "1 result" : `${count} results`;
  return count > SHOWN ? `${results}, the first ${SHOWN} are shown.` : `${results}.`;
}

function option(entry: SearchEntry, at: number): HTMLElement {
  return element(
    "li",
    {
      id: `result-${at}`,
      role: "option",
      "aria-selected": "false",
      ...(entry.href === null ? { "aria-disabled": "true" } : {}),
    },
    element("bdi", {}, entry.state === null ? entry.name : `${entry.name}, ${entry.also[0] ?? entry.state}`),
    element("span", { class: "where" }, whereTo(entry)),
  );
}

function whereTo({ kind, state, href }: SearchEntry): string {
  if (href === null) return "no source loaded lists its cities or regions";
  if (kind === "report") return "report";
  return state === null ? "handout" : `handout of ${state}`;
}

function open(entry: SearchEntry | undefined): void {
  if (entry?.href != null) location.assign(entry.href);
}
