import { describe, expect, it } from "vitest";

import type { SearchEntry } from "../../pipeline/contracts/screen.ts";
import { matches } from "../../templates/screen/search-match.ts";

const state = (code: string, name: string): SearchEntry => ({
  kind: "state",
  name,
  figure: null,
  also: [code],
  state: null,
  href: `states/${code}.html`,
});
const city = (name: string, of: SearchEntry): SearchEntry => ({ ...of, kind: "city", name, state: of.name });

const california = state("CA", "California");
const hawaii = state("HI", "Hawaiʻi");
const idaho = state("ID", "Idaho");
const entries = [
  california,
  hawaii,
  idaho,
  city("Oxnard – Thousand Oaks – Ventura", california),
  city("Oakland – Fremont – Hayward (Metro Area)", california),
  city("Coeur d'Alene", idaho),
  city("Cañon City", idaho),
  city("St. Louis", idaho),
  city(`<script>alert("x")</script>`, idaho),
  city("مدينة", idaho),
  city("Ville 🚗", idaho),
];

const found = (query: string): string[] => matches(entries, query).map(({ name }) => name);

describe("matches", () => {
  it.each([
    ["oak", "Oakland – Fremont – Hayward (Metro Area)"],
    ["CA", "California"],
    ["ca", "California"],
    ["hawaii", "Hawaiʻi"],
    ["coeur dalene", "Coeur d'Alene"],
    ["canon", "Cañon City"],
    ["CAÑON", "Cañon City"],
    ["st louis", "St. Louis"],
    ["fremont oakland", "Oakland – Fremont – Hayward (Metro Area)"],
    ["<script>", `<script>alert("x")</script>`],
    [`"x"`, `<script>alert("x")</script>`],
    ["مدينة", "مدينة"],
    ["🚗", "Ville 🚗"],
  ])("%s finds first %s", (query, name) => {
    expect(found(query)[0]).toBe(name);
  });

  it("prefers the name that begins with the query to one that holds it", () => {
    expect(found("oak")).toEqual([
      "Oakland – Fremont – Hayward (Metro Area)",
      "Oxnard – Thousand Oaks – Ventura",
    ]);
  });

  it("finds the cities of a state by its name", () => {
    expect(found("california")).toEqual([
      "California",
      "Oxnard – Thousand Oaks – Ventura",
      "Oakland – Fremont – Hayward (Metro Area)",
    ]);
  });

  it("finds nothing for nothing, and for what is nowhere", () => {
    expect(found("  ")).toEqual([]);
    expect(found("xyzzy")).toEqual([]);
    expect(found("oak xyzzy")).toEqual([]);
    expect(found(".*")).toEqual([]);
  });

  it("looks for a lone sign as it is", () => {
    expect(found("'")).toEqual(["Coeur d'Alene"]);
  });
});
