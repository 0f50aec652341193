import { readFile, stat } from "node:fs/promises";
import { disableTypes, imageSize, types } from "image-size";

import type { Picture } from "../contracts/configuration.ts";
import { AlmanacError, EXIT } from "../contracts/errors.ts";
import { errnoCode, messageOf } from "./errno.ts";
import { isWholeJpeg, isWholePng } from "./raster.ts";
import { plainSvg } from "./svg-logo.ts";

/** Largest file, in bytes, and longest side, in pixels. */
const MOST_BYTES = 1_000_000;
const LONGEST_SIDE = 4000;

/** Room for a logo on paper, in CSS pixels: 1.5 by 0.6 inches. */
const ROOM = { width: 144, height: 57 } as const;

const KINDS = new Set<string>(["png", "jpg", "svg"]);

disableTypes(types.filter((type) => !KINDS.has(type)));

/**
 * Reads a logo: PNG, JPEG or SVG, told by its content and not by its name. It is scaled into 1.5 by 0.6
 * inches; an SVG may grow to that, a PNG or JPEG is never enlarged. What is embedded of an SVG is
 * what was read and understood of it (`plainSvg`).
 *
 * @param alt What a reader hears in place of the picture: the office's name.
 * @throws AlmanacError (usage) saying what is wrong with the file: not there, not an image, too large, cut
 *   off, or an SVG that could run or fetch something.
 */
export async function readLogo(path: string, alt: string): Promise<Picture> {
  const bytes = await smallFile(path);
  const { type, width, height } = sizeOf(bytes, path);
  if (Math.max(width, height) > LONGEST_SIDE || Math.min(width, height) <= 0) {
    throw refusal(
      `it is ${width} by ${height} pixels`,
      path,
      `Scale it to at most ${LONGEST_SIDE} pixels a side.`,
    );
  }
  const whole = type === "png" ? isWholePng(bytes) : type === "jpg" ? isWholeJpeg(bytes) : true;
  if (!whole) throw refusal("the image is cut off or damaged", path, "Export the image once more.");
  const isSvg = type === "svg";
  const content = isSvg ? Buffer.from(svgText(bytes, path)) : bytes;
  const scale = Math.min(ROOM.width / width, ROOM.height / height, isSvg ? Infinity : 1);
  const scaled = (side: number): number => Math.max(1, Math.round(side * scale));
  const media = { png: "image/png", jpg: "image/jpeg", svg: "image/svg+xml" }[type];
  return {
    src: `data:${media};base64,${content.toString("base64")}`,
    alt,
    width: scaled(width),
    height: scaled(height),
  };
}

/** The bytes of a file; one that is too large is never read. */
async function smallFile(path: string): Promise<Buffer> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw refusal("it is not a file", path, "Name an image file.");
    if (found.size > MOST_BYTES) {
      const size = `${(found.size / 1_000_000).toFixed(1)} MB`;
      throw refusal(`the file has ${size}`, path, "Scale the image down to less than 1 MB.");
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof AlmanacError) throw error;
    const what = errnoCode(error) === "ENOENT" ? "there is no such file" : messageOf(error);
    throw refusal(what, path, "Correct office.logo; its path starts at the configuration file.");
  }
}

function sizeOf(bytes: Buffer, path: string) {
  const next = "Give a PNG, a JPEG, or an SVG that states its width and height.";
  if (bytes.length === 0) throw refusal("the file is empty", path, next);
  try {
    const { type, width, height } = imageSize(bytes);
    if (type === "png" || type === "jpg" || type === "svg") return { type, width, height } as const;
  } catch {
    // What the library says of bytes that it does not know helps nobody.
  }
  throw refusal("it is not an image that can be printed", path, next);
}

function svgText(bytes: Buffer, path: string): string {
  try {
    return plainSvg(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    const next = "Save it as a plain SVG with shapes only, text turned into paths, or give a PNG.";
    throw refusal(`the SVG is more than a picture: ${messageOf(error)}`, path, next);
  }
}

const refusal = (what: string, path: string, next: string): AlmanacError =>
  new AlmanacError(`the logo cannot be used: ${what}`, { where: path, next, exitCode: EXIT.usage });
