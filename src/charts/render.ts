import { Error as errorsOnly, logger, parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Chart } from "./chart.ts";
import { patternOf } from "./pattern.ts";
import { compactSvg } from "./svg-compact.ts";
import { parseSvg, printSvg, type SvgElement } from "./svg-tree.ts";

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
  const names = new Set(Array.from(drawn.matchAll(/url\(#([\w-]+)\)/g), ([, name = ""]) => name));
  const patterns = Array.from(names).sort().map((name) => patternOf(name, `${chart.id}-${name}`));
  const body = root.children.map(printSvg).join("").replaceAll("url(#", `url(#${chart.id}-`);
  const head = element("title", [["id", `${chart.id}-title`]], escape(chart.title)) +
    element("desc", [["id", `${chart.id}-desc`]], escape(chart.description));
  const defs = patterns.length === 0 ? "" : element("defs", [], patterns.join(""));
  return element("svg", [
    ["xmlns", "http://www.w3.org/2000/svg"],
    ["class", "chart"],
    ["viewBox", `0 0 ${chart.width} ${chart.height}`],
    ["role", "img"],
    ["aria-labelledby", `${chart.id}-title ${chart.id}-desc`],
    ["fill", "none"],
  ], head + defs + body);
}

function element(tag: string, attributes: readonly (readonly [string, string])[], content: string): string {
  const node: SvgElement = { tag, attributes: new Map(attributes), children: content === "" ? [] : [content] };
  return printSvg(node);
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
