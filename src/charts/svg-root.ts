import type { Chart } from "./chart.ts";
import { patternOf } from "./pattern.ts";
import { printSvg, type SvgElement } from "./svg-tree.ts";

/**
 * The `<svg>` element around what was drawn: titled and described for readers of screens, with the patterns that its fills name.
 * Every id begins with the chart's.
 */
export function svgRoot(chart: Omit<Chart, "spec" | "table" | "readout">, drawn: string): string {
  const names = new Set(Array.from(drawn.matchAll(/url\(#([\w-]+)\)/g), ([, name = ""]) => name));
  const patterns = Array.from(names).sort().map((name) => patternOf(name, `${chart.id}-${name}`));
  const body = drawn.replaceAll("url(#", `url(#${chart.id}-`);
  const head = element("title", [["id", `${chart.id}-title`]], escapeText(chart.title)) +
    element("desc", [["id", `${chart.id}-desc`]], escapeText(chart.description));
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

/** A text as the content of an element. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
