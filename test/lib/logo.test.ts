import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AlmanacError, EXIT } from "../../pipeline/contracts/errors.ts";
import { readLogo } from "../../pipeline/lib/logo.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { JPEG, pngOf, svgOf } from "./images.ts";

/** Reads a logo of these bytes from a file of that name. */
async function logoOf(content: Buffer | string, name = "logo.png") {
  const path = join(await tempFolder(), name);
  await writeFile(path, content);
  return readLogo(path, "Career Center");
}

async function refusalOf(reading: Promise<unknown>): Promise<AlmanacError> {
  const error: unknown = await reading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AlmanacError)) throw new Error(`not refused: ${String(error)}`);
  expect(error.exitCode).toBe(EXIT.usage);
  expect(error.next).not.toBe("");
  return error;
}

describe("a logo is read", () => {
  it("as PNG, scaled into its room, with the office's name for those who do not see it", async () => {
    const logo = await logoOf(pngOf(600, 100));
    expect(logo).toMatchObject({ alt: "Career Center", width: 144, height: 24 });
    expect(logo.src).toMatch(/^data:image\/png;base64,iVBOR/u);
  });

  it("as PNG that is not enlarged, and never less than a pixel high", async () => {
    expect(await logoOf(pngOf(30, 20))).toMatchObject({ width: 30, height: 20 });
    expect(await logoOf(pngOf(4000, 2))).toMatchObject({ width: 144, height: 1 });
  });

  it("as JPEG and as SVG by its content, whatever its name", async () => {
    expect((await logoOf(JPEG, "logo.png")).src).toMatch(/^data:image\/jpeg/u);
    const svg = await logoOf(svgOf(), "logo.jpg");
    expect(svg).toMatchObject({ width: 144, height: 48 });
    expect(svg.src).toMatch(/^data:image\/svg\+xml/u);
  });
});

describe("a logo is refused, and it is said why", () => {
  it("where it is not there, or a folder", async () => {
    const folder = await tempFolder();
    expect((await refusalOf(readLogo(join(folder, "none.png"), "x"))).message).toContain("no such file");
    expect((await refusalOf(readLogo(folder, "x"))).message).toContain("not a file");
  });

  it("where it has 50 MB, which are never read", async () => {
    const path = join(await tempFolder(), "logo.png");
    await writeFile(path, pngOf(10, 10));
    await truncate(path, 50_000_000);
    expect((await refusalOf(readLogo(path, "x"))).message).toContain("50.0 MB");
  });

  it.each([
    ["text", "Career Center"],
    ["a page", "<!doctype html><title>x</title>"],
    ["a GIF", Buffer.from("47494638396101000100800000000000ffffff2c00000000010001000002024401003b", "hex")],
    ["a PDF", "%PDF-1.7\n"],
    ["an SVG without a size", svgOf("", "")],
  ])("where it is %s", async (_, content) => {
    expect((await refusalOf(logoOf(content))).message).toContain("not an image");
  });

  it("where it is empty, in words of ours and not of a library", async () => {
    expect((await refusalOf(logoOf(""))).message).toBe("the logo cannot be used: the file is empty");
    expect((await refusalOf(logoOf("Career Center"))).message).not.toContain("undefined");
  });

  it("where it is too wide or too high", async () => {
    expect((await refusalOf(logoOf(pngOf(4001, 1)))).message).toContain("4001 by 1");
    expect((await refusalOf(logoOf(svgOf("", 'width="10" height="9000"')))).message).toContain("9000");
  });

  it("where any byte of its end is missing, or one is changed", async () => {
    const png = pngOf(60, 40);
    for (const [kind, whole, from] of [
      ["png", png, 60],
      ["jpg", JPEG, 100],
    ] as const) {
      for (let end = from; end < whole.length; end += 1) {
        const error = await refusalOf(logoOf(whole.subarray(0, end), `logo.${kind}`));
        expect(error.message).toMatch(/cut off|not an image/u);
      }
    }
    const changed = Buffer.from(png);
    changed[50] = (changed[50] ?? 0) ^ 0xff;
    expect((await refusalOf(logoOf(changed))).message).toContain("damaged");
  });

  it("where an SVG holds text, which would print in another typeface and without evidence", async () => {
    const error = await refusalOf(logoOf(svgOf('<text x="1" y="9">Since 1911</text>')));
    expect(error.message).toContain("it holds <text>");
    expect(error.next).toContain("text turned into paths");
  });

  it("where an SVG is in an encoding that is not UTF-8", async () => {
    const text = Buffer.from(svgOf("<title>caf\u00e9</title>"), "latin1");
    expect((await refusalOf(logoOf(text))).message).toContain("SVG");
  });
});
