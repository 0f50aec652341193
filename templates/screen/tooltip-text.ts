/** A tooltip's heading and lines, in words. */
export interface TooltipText {
  readonly heading: string | null;
  readonly lines: readonly (readonly [name: string, text: string])[];
}

/** What the encoding `tooltip` of a chart's mark says, by its titles: the first line is the heading. */
export function tooltipText(said: Readonly<Record<string, unknown>>): TooltipText {
  const [heading, ...lines] = Object.entries(said).map(([name, value]) => [name, String(value)] as const);
  return { heading: heading?.[1] ?? null, lines };
}
