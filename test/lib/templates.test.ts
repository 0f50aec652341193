import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { openTemplates } from "../../pipeline/lib/templates.ts";
import { FigureBook } from "../../pipeline/reports/figure-book.ts";
import { tempFolder } from "../support/temp-folder.ts";

const book = new FigureBook("r");
const at = {
  label: "l",
  derivation: { kind: "query", sql: "q", column: "c" },
  record_ids: ["x"],
  mark: "N/A",
} as const;
const data = {
  pay: book.usd(at, 38040),
  city: book.quote(at, `<script>alert("x")</script> & 'sons'`),
  lost: book.usd(at, null),
  code: book.id(at, `"><b>`),
  cities: [{ name: book.quote(at, "Mesa") }, { name: book.quote(at, "Tempe") }],
  number: 41000,
  words: "about 41,000",
  yes: true,
  charts: { "pay-by-city": { id: "pay-by-city", svg: "<svg></svg>", alt: "a" } },
};

async function fill(
  files: Record<string, string>,
  constants = '{"p10_name": "10th percentile"}',
): Promise<string> {
  const folder = await tempFolder();
  for (const [name, text] of Object.entries({ ...files, "constants.json": constants })) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return (await openTemplates(folder)).fill("page", data);
}

describe("what a template may print", () => {
  it.each([
    ["a figure", "{{ pay }}", '<data class="fig" data-figure="r:1" value="38040">$38,040</data>'],
    ["a missing figure", "{{ lost }}", '<data class="fig missing" data-figure="r:3">n/a</data>'],
    [
      "a hostile quote, as text",
      "{{ city }}",
      '<span class="fig quote" data-figure="r:2">&lt;script&gt;alert("x")&lt;/script&gt; &amp; \'sons\'</span>',
    ],
    ["a figure in an attribute", '<p title="{{ code | attr }}">', '<p title="&quot;&gt;&lt;b&gt;">'],
    [
      "a constant",
      '{{ "p10_name" | constant }}',
      '<span class="const" data-constant="p10_name">10th percentile</span>',
    ],
    [
      "a constant in an attribute",
      `<p title="{{ 'p10_name' | constant | attr }}">`,
      '<p title="10th percentile">',
    ],
    ["a chart", "{{ charts.pay-by-city }}", "<svg></svg>"],
    ["a condition on a bare value", "{% if yes and number > 3 %}yes{% endif %}", "yes"],
  ])("%s", async (_, template, html) => {
    expect(await fill({ "page.html": template })).toBe(html);
  });

  it("walks lists and takes partials from partials/", async () => {
    const page = '{% for city in cities %}{% render "row", name: city.name %}{% endfor %}';
    const html = await fill({ "page.html": page, "partials/row.html": "<li>{{ name }}</li>" });
    expect(html.replace(/<\/?span[^>]*>/g, "")).toBe("<li>Mesa</li><li>Tempe</li>");
  });
});

describe("what it may not print", () => {
  it.each([
    ["a bare number", "{{ number }}", "41000"],
    ["a bare string", "{{ words }}", "about 41,000"],
    ["a figure's text without the figure", "{{ pay.text }}", "$38,040"],
    ["a figure's value", "{{ pay.value }}", "38040"],
    ["a boolean", "{{ yes }}", "boolean"],
    ["a list", "{{ cities }}", "object"],
    ["a literal string", '{{ "41,000" }}', "41,000"],
    ["a bare string in an attribute", '<p title="{{ words | attr }}">', "about 41,000"],
    ["an unknown name", "{{ salary }}", "salary"],
    ["an unknown name in a condition", "{% if salary %}x{% endif %}", "salary"],
    ["an unknown chart", "{{ charts.nope }}", "nope"],
    ["an unknown constant", '{{ "p11_name" | constant }}', "p11_name"],
    ["something past the escaping", "{{ city | raw }}", "raw"],
    ["another filter", "{{ pay | append: pay }}", "append"],
    ["a captured text", "{% capture x %}a{% endcapture %}{{ x }}", "capture"],
    ["a raw block", "{% raw %}{{ pay }}{% endraw %}", "raw"],
    ["an include", '{% include "row" %}', "include"],
    ["a counter", "{% increment x %}", "increment"],
    ["an index", "{% for c in cities %}{{ forloop.index }}{% endfor %}", "not a figure"],
    ["a file outside templates/", '{% render "../../secret" %}', "secret"],
  ])("%s", async (_, template, named) => {
    const error = await fill({ "page.html": `<p>\n${template}\n</p>` }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(AlmanacError);
    expect(error).toHaveProperty("message", expect.stringContaining(named));
    expect(error).toHaveProperty("where", expect.stringMatching(/page\.html:2$/));
  });

  it("names file and line of a partial", async () => {
    const files = { "page.html": '{% render "row", name: words %}', "partials/row.html": "\n\n{{ name }}" };
    await expect(fill(files)).rejects.toHaveProperty("where", expect.stringMatching(/row\.html:3$/));
  });

  it.each(["not JSON", '["a"]', '{"p10": 10}', '{"P10": "x"}', '{"p": ""}'])(
    "constants.json that is %s",
    async (constants) => {
      await expect(fill({ "page.html": "" }, constants)).rejects.toHaveProperty(
        "where",
        expect.stringMatching(/constants\.json$/),
      );
    },
  );

  it("a template that is not there", async () => {
    await expect(fill({})).rejects.toBeInstanceOf(AlmanacError);
  });
});
