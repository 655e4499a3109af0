import { Error as errorsOnly, logger, parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Chart } from "./chart.ts";
import { compactSvg } from "./svg-compact.ts";
import { svgRoot } from "./svg-root.ts";
import { parseSvg, printSvg } from "./svg-tree.ts";

/**
 * The chart as one `<svg>` element, for pages: it scales (viewBox and no size), its colours are CSS variables, its type is the page's.
 *
 * - The same chart gives the same bytes: no clock, locale, time zone or counter enters.
 * - Titled and described for readers of screens; every id begins with the chart's.
 * - No `style`, script or handler, so that it stands under a strict content security policy.
 */
export async function renderSvg(chart: Chart): Promise<string> {
  const { spec } = compile(chart.spec as unknown as TopLevelSpec, { logger: logger(errorsOnly) });
  const view = new View(parse(spec), { renderer: "none", logLevel: errorsOnly });
  try {
    return finish(await view.toSVG(), chart);
  } finally {
    view.finalize();
  }
}

function finish(drawn: string, chart: Chart): string {
  const [root] = compactSvg(parseSvg(drawn));
  if (root === undefined || typeof root === "string") {
    throw new RangeError(`Cannot draw chart "${chart.id}": it is empty`);
  }
  return svgRoot(chart, root.children.map(printSvg).join(""));
}
