/** The fill that hatches with a colour: `hatch("muted")` → `url(#hatch-muted)`; `renderSvg()` adds its definition. */
export function hatch(colour: string): string {
  return `url(#hatch-${colour})`;
}

/** The fill that stripes upright with a colour, for the nodes after the fourth. */
export function stripe(colour: string): string {
  return `url(#stripe-${colour})`;
}

/**
 * The SVG definition of a fill by its name in a spec, such as `hatch-muted` or `stripe-node-1`.
 * Throws `RangeError` for a name that is neither.
 */
export function patternOf(name: string, id: string): string {
  const [, kind, colour] = /^(hatch|stripe)-([\w-]+)$/.exec(name) ?? [];
  if (kind === undefined) throw new RangeError(`Cannot draw pattern "${name}": expected "hatch-…" or "stripe-…"`);
  const turn = kind === "hatch" ? ` patternTransform="rotate(45)"` : "";
  const width = kind === "hatch" ? "1.5" : "2";
  return `<pattern id="${id}" width="5" height="5" patternUnits="userSpaceOnUse"${turn}>` +
    `<path d="M1.5,0v5" stroke="var(--${colour})" stroke-width="${width}"/></pattern>`;
}
