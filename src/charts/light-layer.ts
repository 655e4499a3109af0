import type { Json, Spec } from "./chart.ts";
import type { Row } from "./layers.ts";
import { escapeText } from "./svg-root.ts";
import { printSvg, type SvgElement } from "./svg-tree.ts";

/** A layer as `layers.ts` writes it. */
export interface Layer {
  readonly data: { readonly values: readonly Row[] };
  readonly mark: Spec;
  readonly encoding: { readonly [channel: string]: { readonly field?: string; readonly scale?: Json } | undefined };
}

/** A layer that is one path in px, for `drawLayer` alone: Vega draws its lines from data. */
export function pathLayer(path: string, mark: Spec): Spec {
  return { data: { values: [] }, mark: { ...mark, type: "path", path }, encoding: {} };
}

/**
 * The SVG of one layer of rectangles, rules, texts, triangles or a path.
 * Throws `RangeError` for a mark that is none of them.
 */
export function drawLayer(layer: Layer): string {
  const { mark, data: { values } } = layer;
  switch (mark.type) {
    case "rect":
      return paths(layer, "fill", ({ x, y, x2, y2 }) => `M${x},${y}H${x2}V${y2}H${x}Z`);
    case "rule":
      return paths(layer, "stroke", ({ x, y, x2, y2 }) => `M${x},${y}L${x2},${y2}`);
    case "text":
      return group(layer, values.map((row) => textOf(row, layer)).join(""));
    case "point":
      return paths(layer, "fill", (place) => triangle(place, mark));
    case "path":
      return print("path", [...look(mark), ["d", String(mark.path)]]);
    default:
      throw new RangeError(`Cannot draw a layer of marks "${String(mark.type)}" without Vega`);
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
}

const tenth = (value: Json | undefined) => Math.round(Number(value ?? 0) * 10) / 10;
const placeOf = (row: Row): Place => ({ x: tenth(row.x), y: tenth(row.y), x2: tenth(row.x2), y2: tenth(row.y2) });

/** One path for each colour: rows that look alike are drawn together. */
function paths(layer: Layer, paint: "fill" | "stroke", pathOf: (place: Place) => string): string {
  const field = layer.encoding[paint]?.field;
  const colours = Map.groupBy(layer.data.values, (row) => field === undefined ? undefined : String(row[field]));
  return Array.from(colours, ([colour, rows]) => {
    const own: Attribute[] = colour === undefined ? [] : [[paint, colour]];
    return print("path", [...look(layer.mark), ...own, ["d", rows.map((row) => pathOf(placeOf(row))).join("")]]);
  }).join("");
}

function triangle({ x, y }: Place, { shape, size }: Spec): string {
  const half = Math.sqrt(Number(size)) / 2;
  const height = half * Math.sqrt(3) / 2 * (shape === "triangle-down" ? -1 : 1);
  return `M${x},${tenth(y - height)}L${tenth(x - half)},${tenth(y + height)}H${tenth(x + half)}Z`;
}

function textOf(row: Row, { encoding }: Layer): string {
  const { x, y } = placeOf(row);
  const field = encoding.fill?.field;
  const own: Attribute[] = field === undefined ? [] : [["fill", String(row[field])]];
  return print("text", [...own, ["x", String(x)], ["y", String(y)]], escapeText(String(row.text)));
}

type Attribute = readonly [name: string, value: string];

const attributeNames: Readonly<Record<string, string>> = {
  fill: "fill",
  stroke: "stroke",
  strokeWidth: "stroke-width",
  strokeDash: "stroke-dasharray",
  opacity: "opacity",
  fontSize: "font-size",
  fontWeight: "font-weight",
  name: "data-name",
};
const anchors: Readonly<Record<string, string>> = { center: "middle", right: "end" };

function look(mark: Spec): Attribute[] {
  const attributes = Object.entries(mark).flatMap(([property, value]): Attribute[] => {
    const name = attributeNames[property];
    if (name === undefined || value === undefined || value === 1) return [];
    const text = Array.isArray(value) ? value.join(",") : String(value);
    return text === "" ? [] : [[name, escapeText(text).replaceAll('"', "&quot;")]];
  });
  const anchor = anchors[String(mark.align)];
  if (anchor !== undefined) attributes.push(["text-anchor", anchor]);
  if (mark.type === "text" && mark.stroke !== undefined) {
    attributes.push(["paint-order", "stroke"], ["stroke-linejoin", "round"]);
  }
  return attributes;
}

function group({ mark }: Layer, content: string): string {
  return print("g", look(mark), content);
}

function print(tag: string, attributes: readonly Attribute[], content = ""): string {
  const node: SvgElement = { tag, attributes: new Map(attributes), children: content === "" ? [] : [content] };
  return printSvg(node);
}
