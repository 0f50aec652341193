import { NOTHING, united, type Box } from "./geometry.ts";
import type { Place } from "./strays.ts";
import type { Surface } from "./surfaces.ts";
import { isPicture, type Element } from "./tree.ts";

/** A picture on a page. */
export interface PictureArea {
  readonly picture: Element;
  readonly box: Box;
  /** The window through which only the picture is painted; null where it shares that of the page. */
  readonly clip: Box | null;
}

/**
 * Where the pictures of a page stand. The browser paints an inline SVG through a window of its own
 * and tags its labels only, so that the window tells which lines and dots belong to them.
 */
export function pictureAreas(
  surfaces: readonly Surface[],
  places: ReadonlyMap<number, Place>,
): PictureArea[] {
  const windows = new Map<Element, { clip: Box; box: Box }>();
  let shared: Box = NOTHING;
  const sheet = surfaces[0]?.ground.clip;
  for (const { painting } of surfaces) {
    for (const { clip, box, sequence } of painting.units) {
      if (!same(clip, sheet)) shared = united(shared, clip);
      const place = sequence?.mcid == null ? undefined : places.get(sequence.mcid);
      const picture = place?.path.find(isPicture);
      if (picture === undefined) continue;
      const known = windows.get(picture) ?? { clip: NOTHING, box: NOTHING };
      windows.set(picture, { clip: united(known.clip, clip), box: united(known.box, box) });
    }
  }
  return [...windows].map(([picture, { clip, box }]) => {
    const own = !same(clip, sheet) && size(clip) < 0.98 * size(shared);
    return own ? { picture, box: clip, clip } : { picture, box, clip: null };
  });
}

const size = ([left, bottom, right, top]: Box): number => (right - left) * (top - bottom);

const same = (one: Box, other: Box | undefined): boolean => one.every((value, i) => value === other?.[i]);
