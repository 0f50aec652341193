import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { checkTemplate } from "../../pipeline/lib/template-source.ts";

const refusal = (source: string): AlmanacError | null => {
  try {
    checkTemplate(source, "t.html");
    return null;
  } catch (error) {
    if (error instanceof AlmanacError) return error;
    throw error;
  }
};

describe("a typed figure is refused with its line", () => {
  it.each([
    ["in a paragraph", "<p>\nThe median is\n$41,000 a year.</p>", 3],
    ["in a heading", "<main>\n<h2>Top 5</h2></main>", 2],
    ["beside an output", "<p>{{ pay }} of 51</p>", 1],
    ["behind a comment over several lines", "{% comment %}\n\n{% endcomment %}\n<p>7</p>", 4],
    ["behind a tag over several lines", "{% if\n a\n%}7{% endif %}", 3],
    ["as a character reference", "<p>&#52;1,000</p>", 1],
    ["in another script", "<p>\u0664\u0661</p>", 1],
    ["as a fraction", "<p>&frac12; of them</p>", 1],
    ["as a superscript", "<p>pay\u00b2</p>", 1],
    ["in an attribute that is read out", '<p>\n<b aria-label="about 40">x</b>', 2],
    ["in an attribute that a style sheet could print", '<td data-label="2016">x</td>', 1],
    ["in a title", '<abbr title="29-2071">x</abbr>', 1],
    ["as a start of a list", '<ol start="4"></ol>', 1],
    ["in an inline style", `<p style="--x: '41'">x</p>`, 1],
    ["inside an element that is not closed", "<p><b>41", 1],
  ])("%s", (_, source, line) => {
    expect(refusal(source)?.where).toBe(`t.html:${line}`);
  });

  it("wherever a number is put into a text", () => {
    fc.assert(
      fc.property(fc.lorem(), fc.nat(), fc.lorem(), (before, number, after) => {
        expect(refusal(`<p>${before}</p>`)).toBeNull();
        expect(refusal(`<p>${before} ${number} ${after}</p>`)).not.toBeNull();
      }),
      { seed: 3 },
    );
  });
});

describe("digits that no reader meets are not figures", () => {
  it.each([
    ["names of elements", "<h2>Pay</h2>"],
    ["classes and ids", '<p class="mt-4" id="s2"></p>'],
    ["spans of cells", '<td colspan="3"></td>'],
    ["Liquid tags", "{% if list.size > 3 %}{% assign n = 4 %}{% endif %}"],
    ["Liquid outputs", "{{ cities[0].name }}"],
    ["Liquid comments", "{% comment %} see page 3 {% endcomment %}"],
    ["links", '<a href="#part-2">Part</a>'],
  ])("%s", (_, source) => {
    expect(refusal(source)).toBeNull();
  });
});

describe("what is not a template's business", () => {
  it.each([
    ["a script", "<script>x</script>"],
    ["a style", "<style>p{}</style>"],
    ["a frame", "<iframe></iframe>"],
    ["a picture from elsewhere", '<link rel="icon" href="x">'],
    ["an event handler", '<p onclick="x">'],
    ["a comment in HTML", "<!-- x -->"],
    ["a frame of the document", "<html><body></body></html>"],
    ["an output in an attribute without attr", '<p title="{{ x }}">'],
    ["attr outside an attribute", "<p>{{ x | attr }}</p>"],
  ])("%s", (_, source) => {
    expect(refusal(source)).not.toBeNull();
  });
});
