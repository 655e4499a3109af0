import { compactPath } from "./svg-path.ts";
import type { SvgElement } from "./svg-tree.ts";

type Attributes = Map<string, string>;

/** What a page does not need: hooks, roles of single marks, defaults, and anything that a strict CSP forbids. */
const dropped = /^(class|role|aria-.*|pointer-events|style|on.*|xmlns:.*|version|font-family|stroke-miterlimit)$/;
const defaults: Readonly<Record<string, string>> = {
  opacity: "1",
  "fill-opacity": "1",
  "stroke-opacity": "1",
  "stroke-width": "1",
  "stroke-dashoffset": "0",
  "font-weight": "normal",
  "text-anchor": "start",
};

/**
 * The children of a Vega drawing in few bytes, without changing what is seen.
 *
 * - Symbols, rules and rectangles become paths in the drawing's own coordinates; neighbours that look alike become one path.
 * - Filled circles become dots: strokes of no length with round caps.
 * - Attributes that all children of a group share move to the group; groups that say nothing vanish.
 * - A text with a stroke has it behind its letters, as a halo.
 */
export function compactSvg(element: SvgElement): (SvgElement | string)[] {
  const attributes = cleaned(element.attributes);
  const { tag } = element;
  if (tag === "path" || tag === "line" || tag === "rect") return drawing(tag, attributes);
  const node: SvgElement = { tag, attributes, children: [] };
  if (tag === "text") {
    node.children = element.children;
    return [placedText(node)];
  }
  node.children = merged(
    element.children.flatMap((child) => (typeof child === "string" ? [child] : compactSvg(child))),
  );
  if (tag !== "g") return [node];
  if (node.children.length === 0) return [];
  hoist(node);
  if (node.attributes.get("transform") === "translate(0,0)") node.attributes.delete("transform");
  return node.attributes.size === 0 ? node.children : [node];
}

function cleaned(attributes: Attributes): Attributes {
  return new Map(Array.from(attributes).filter(([name, value]) => !dropped.test(name) && defaults[name] !== value));
}

function translation(attributes: Attributes): [number, number] | undefined {
  const transform = attributes.get("transform");
  if (transform === undefined) return [0, 0];
  const match = /^translate\(([^,]+),([^)]+)\)$/.exec(transform);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

function drawing(tag: string, attributes: Attributes): SvgElement[] {
  const visible = (name: string) => (attributes.get(name) ?? "none") !== "none";
  if (attributes.get("display") === "none" || (!visible("fill") && !visible("stroke"))) return [];
  const place = translation(attributes);
  const source = tag === "path" ? attributes.get("d") : tag === "line" ? lineOf(attributes) : undefined;
  if (place === undefined || source === undefined) return [{ tag, attributes, children: [] }];
  for (const name of ["transform", "x2", "y2", "d"]) attributes.delete(name);
  const radius = /^M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0Z?$/.exec(source)?.[1];
  const dot = radius !== undefined && !visible("stroke");
  if (dot) {
    const opacity = attributes.get("fill-opacity");
    attributes.set("stroke", attributes.get("fill") ?? "");
    attributes.set("stroke-width", String(Math.round(Number(radius) * 20) / 10));
    attributes.set("stroke-linecap", "round");
    if (opacity !== undefined) attributes.set("stroke-opacity", opacity);
    attributes.delete("fill");
    attributes.delete("fill-opacity");
  }
  const path = compactPath(dot ? "M0,0" : source, ...place);
  const ordered = new Map([...Array.from(attributes).sort(([a], [b]) => (a < b ? -1 : 1)), ["d", path] as const]);
  return [{ tag: "path", attributes: ordered, children: [] }];
}

function lineOf(attributes: Attributes): string {
  return `M0,0L${attributes.get("x2") ?? 0},${attributes.get("y2") ?? 0}`;
}

function placedText(node: SvgElement): SvgElement {
  const { attributes } = node;
  const place = translation(attributes);
  if (place !== undefined) {
    attributes.delete("transform");
    attributes.set("x", String(Math.round(place[0] * 10) / 10));
    attributes.set("y", String(Math.round(place[1] * 10) / 10));
  }
  const size = attributes.get("font-size");
  if (size !== undefined) attributes.set("font-size", size.replace(/px$/, ""));
  if (attributes.has("stroke")) attributes.set("paint-order", "stroke").set("stroke-linejoin", "round");
  return node;
}

function lookOf(element: SvgElement): string {
  return JSON.stringify(Array.from(element.attributes).filter(([name]) => name !== "d"));
}

function merged(children: (SvgElement | string)[]): (SvgElement | string)[] {
  const result: (SvgElement | string)[] = [];
  for (const child of children) {
    const last = result.at(-1);
    if (
      typeof child !== "string" && typeof last === "object" && child.tag === "path" && last.tag === "path" &&
      lookOf(child) === lookOf(last)
    ) last.attributes.set("d", `${last.attributes.get("d") ?? ""}${child.attributes.get("d") ?? ""}`);
    else result.push(child);
  }
  return result;
}

const own = new Set(["d", "x", "y", "transform", "id", "opacity"]);

function hoist(group: SvgElement): void {
  const elements = group.children.filter((child) => typeof child !== "string");
  const [first] = elements;
  if (first === undefined || elements.length < 2) return;
  for (const [name, value] of Array.from(first.attributes)) {
    if (own.has(name) || elements.some((child) => child.attributes.get(name) !== value)) continue;
    group.attributes.set(name, value);
    for (const child of elements) child.attributes.delete(name);
  }
}
