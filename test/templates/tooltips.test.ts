import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";

const folder = join(PROJECT_DIR, "templates", "charts");
const names = readdirSync(folder);

/** Every encoding `tooltip` below a node that names its lines. */
function tooltipsIn(node: unknown): unknown[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === "tooltip" && value !== null ? [value as unknown] : tooltipsIn(value),
  );
}

describe("tooltips of charts", () => {
  it.each(names)("%s names what its marks show", (name) => {
    const tooltips = tooltipsIn(JSON.parse(readFileSync(join(folder, name), "utf8")));
    expect(tooltips.length).toBeGreaterThan(0);
    for (const lines of tooltips as readonly { readonly field: string; readonly title: string }[][]) {
      expect(lines.length).toBeGreaterThan(1);
      expect(new Set(lines.map(({ title }) => title)).size).toBe(lines.length);
      for (const { field, title } of lines) {
        expect(field).toMatch(/^[a-z]\w*(?:\.[a-z]\w*)?$/u);
        // Words for people: no digit, which only figures may bring, and no column's name.
        expect(title).toMatch(/^[A-Z][a-z’ ]+$/u);
      }
    }
  });
});
