import { describe, expect, it } from "vitest";

import { embeddable } from "../../pipeline/lib/svg.ts";

const drawing = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="9" height="8" viewBox="0 0 9 8">${inside}</svg>`;

describe("embeddable", () => {
  it("makes the root one image with its alternative text", () => {
    expect(embeddable(drawing("<g/>"), "pay", 'Pay "by" <city> & more')).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" id="chart-pay" class="chart" data-chart="pay" role="img" aria-label="Pay &quot;by&quot; &lt;city&gt; &amp; more" width="9" height="8" viewBox="0 0 9 8"><g/></svg>',
    );
  });

  it("gives ids of its own, whatever number Vega had come to", () => {
    const one = drawing(
      '<g clip-path="url(#clip7)"/><g fill="url(#g2)"/><clipPath id="clip7"/><linearGradient id="g2"/>',
    );
    const two = one.replaceAll("clip7", "clip31").replaceAll("g2", "gradient_5");
    expect(embeddable(one, "pay", "")).toBe(embeddable(two, "pay", ""));
    expect(embeddable(one, "pay", "")).toContain('url(#chart-pay-1)"/><g fill="url(#chart-pay-2)"');
    expect(embeddable(one, "jobs", "")).toContain('<clipPath id="chart-jobs-1"/>');
  });

  it("rounds paths to one decimal, flags of arcs and minus signs as they were", () => {
    const path = '<path d="M-4.787,0A4.787,4.787,0,1,1,4.75,1e-7L12-0.04h165.349-7.06Z"/>';
    expect(embeddable(drawing(path), "map", "")).toContain('d="M-4.8,0A4.8,4.8,0,1,1,4.8,0L12-0h165.3-7.1Z"');
  });

  it("leaves texts as they are, even one that looks like an id or an address", () => {
    const text = `<text>id="clip1" url(#clip1) &lt;b&gt; &amp;#52; é $</text>`;
    expect(embeddable(drawing(text), "pay", "")).toContain(text);
  });

  it("takes away what Vega would have read out, and labels that it hid", () => {
    const svg = embeddable(
      drawing(
        '<g role="graphics-object" aria-label="axis from 0 to 9"><text opacity="0">5</text><text>6</text></g>',
      ),
      "pay",
      "",
    );
    expect(svg).toContain("<g><text>6</text></g>");
  });

  it.each([
    '<a href="x"/>',
    '<image href="x"/>',
    "<script/>",
    "<style/>",
    "<foreignObject/>",
    '<use href="#x"/>',
  ])("refuses %s", (element) => {
    expect(() => embeddable(drawing(element), "pay", "")).toThrow("the drawing holds");
  });

  it("refuses a drawing without a size", () => {
    expect(() => embeddable("<svg/>", "pay", "")).toThrow("no size");
  });
});
