import type { Chart, Spec } from "./chart.ts";
import { drawLayer, type Layer } from "./light-layer.ts";
import { svgRoot } from "./svg-root.ts";

/**
 * A plot made by `drawPlot` as one `<svg>` element, without Vega: what a page draws in the browser looks as what is drawn at build.
 *
 * - Its data are layers by `pathLayer`, in px already as all else is.
 * - A `name` of a mark is the `data-name` of its path.
 * - Throws `RangeError` for marks other than rectangles, rules, texts, triangles and paths.
 */
export function drawLight(chart: Omit<Chart, "table" | "readout">): string {
  const { padding, layer } = chart.spec as unknown as { padding: Spec; layer: readonly Layer[] };
  const body = layer.map(drawLayer).join("");
  return svgRoot(chart, `<g transform="translate(${Number(padding.left)},${Number(padding.top)})">${body}</g>`);
}
