import type { Box, Matrix } from "./geometry.ts";

/** A marked-content sequence: everything from `BDC` or `BMC` to its `EMC`. */
export interface Sequence {
  /** `Artifact`, or a structure type. */
  readonly tag: string;
  /** What connects it with the structure tree; null where nothing does. */
  readonly mcid: number | null;
  /** Where the operands of its `BDC` begin, and behind the `BDC`. */
  readonly start: number;
  readonly bodyStart: number;
  /** The sequence that it lies in. */
  readonly parent: Sequence | null;
  /** What is painted directly in it. */
  readonly units: Unit[];
}

/** A part of a content stream that paints: a text object or the part of one that lies in one sequence, a path, an image, a form. */
export interface Unit {
  readonly kind: "text" | "path" | "image" | "form";
  /** From its first operand to behind its last operator; nothing but itself lies between. */
  readonly start: number;
  readonly end: number;
  readonly sequence: Sequence | null;
  /** Units with the same number have no border of a sequence between them. */
  readonly stretch: number;
  /** Around what is painted, roughly; for text around the origins of its glyphs. */
  readonly box: Box;
  /** Around what may be painted. */
  readonly clip: Box;
  /** Resource that `Do` paints, which is a form or an image; empty for other units. */
  readonly name: string;
  /** Where its strings stand; none for what is no text. */
  readonly shown: readonly Shown[];
  /** From its space to default user space, for a form. */
  readonly matrix: Matrix;
}

/** A part of a content stream that shows text in one font: whole operators, no other strings. */
export interface Shown {
  readonly font: string;
  readonly start: number;
  readonly end: number;
}

/** What a content stream paints, in order. */
export interface Painting {
  readonly units: readonly Unit[];
  readonly sequences: readonly Sequence[];
  /** `EMC` too many, or sequences without one. */
  readonly unbalanced: number;
}

/** Where painting begins: transformation and clipping of the page or of the form's place on it. */
export interface Ground {
  readonly matrix: Matrix;
  readonly clip: Box;
}

/** What a content stream names in its resources. */
export interface Resources {
  /** The MCID of a property list; null where it has none. */
  mcid(name: string): number | null;
  /** Around a form XObject, in the space of what paints it; null for an image, which fills the unit square. */
  formBox(name: string): Box | null;
}
