/** Left, bottom, right, top in default user space. */
export type Box = readonly [number, number, number, number];

/** a b c d e f of ISO 32000-1, 8.3.3. */
export type Matrix = readonly [number, number, number, number, number, number];

/** A box around nothing. */
export const NOTHING: Box = [Infinity, Infinity, -Infinity, -Infinity];

/** `inner` applied first. */
export function multiplied(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [p, q, r, s, t, u] = outer;
  return [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u];
}

/** The smallest box around a transformed one. */
export function boxAround([left, bottom, right, top]: Box, matrix: Matrix): Box {
  let box = reached(NOTHING, left, bottom, matrix);
  box = reached(box, right, bottom, matrix);
  box = reached(box, left, top, matrix);
  return reached(box, right, top, matrix);
}

/** A box that reaches a transformed point too. */
export function reached(box: Box, x: number, y: number, [a, b, c, d, e, f]: Matrix): Box {
  const [px, py] = [a * x + c * y + e, b * x + d * y + f];
  return united(box, [px, py, px, py]);
}

/** The smallest box around both. */
export function united(one: Box, other: Box): Box {
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ];
}

/** What both have in common. */
export function intersected(one: Box, other: Box): Box {
  return [
    Math.max(one[0], other[0]),
    Math.max(one[1], other[1]),
    Math.min(one[2], other[2]),
    Math.min(one[3], other[3]),
  ];
}

/** Whether `inner` lies in `outer`, within what rounding takes. */
export function contains(outer: Box, inner: Box): boolean {
  const slack = 0.01;
  return (
    inner[0] >= outer[0] - slack &&
    inner[1] >= outer[1] - slack &&
    inner[2] <= outer[2] + slack &&
    inner[3] <= outer[3] + slack
  );
}
