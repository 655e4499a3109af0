import type { Json, Spec } from "./chart.ts";

/** One datum of a layer. */
export type Row = { readonly [field: string]: Json };

/** A position channel in px of the plot area, past all scales. */
function px(field: string): Spec {
  return { field, type: "quantitative", scale: null, axis: null };
}

const plain = (field: string): Spec => ({ field, type: "nominal", scale: null, legend: null });

/** The scales of a plot whose data layers are in time and value. */
export interface Scales {
  readonly x: Spec;
  readonly y: Spec;
}

function layer(mark: Spec, rows: readonly Row[], encoding: Spec): Spec[] {
  return rows.length === 0 ? [] : [{ data: { values: rows }, mark, encoding }];
}

/** Rectangles from (`x`, `y`) to (`x2`, `y2`) in px. `fill` and `opacity` may be fields: put them in each row. */
export function rects(rows: readonly Row[], mark: Spec): Spec[] {
  const fill = "fill" in mark ? {} : { fill: plain("fill") };
  return layer({ type: "rect", ...mark }, rows, {
    x: px("x"),
    x2: { field: "x2" },
    y: px("y"),
    y2: { field: "y2" },
    ...fill,
  });
}

/** Straight lines from (`x`, `y`) to (`x2`, `y2`) in px. */
export function rules(rows: readonly Row[], mark: Spec): Spec[] {
  const stroke = "stroke" in mark ? {} : { stroke: plain("stroke") };
  return layer({ type: "rule", ...mark }, rows, {
    x: px("x"),
    x2: { field: "x2" },
    y: px("y"),
    y2: { field: "y2" },
    ...stroke,
  });
}

/** Texts (`text`) at (`x`, `y`) in px; the baseline is the letters' own. */
export function texts(rows: readonly Row[], mark: Spec): Spec[] {
  const fill = "fill" in mark ? {} : { fill: plain("fill") };
  return layer({ type: "text", baseline: "alphabetic", fontSize: 12, align: "left", ...mark }, rows, {
    x: px("x"),
    y: px("y"),
    text: { field: "text", type: "nominal" },
    ...fill,
  });
}

/** Symbols at (`x`, `y`) in px. */
export function symbols(rows: readonly Row[], mark: Spec): Spec[] {
  return layer({ type: "point", opacity: 1, filled: true, ...mark }, rows, { x: px("x"), y: px("y") });
}

/** The symbols of instants (`t`, ms) and values (`v`). */
export function points(rows: readonly Row[], scales: Scales, mark: Spec): Spec[] {
  return layer({ type: "point", opacity: 1, filled: true, ...mark }, rows, timeAndValue(scales));
}

/** A line through instants (`t`, ms) and values (`v`), held from each point to the next; broken where `v` is null. */
export function steps(rows: readonly Row[], scales: Scales, mark: Spec): Spec[] {
  const look = { type: "line", interpolate: "step-after", invalid: "break-paths-show-path-domains", ...mark };
  return layer(look, rows, timeAndValue(scales));
}

function timeAndValue({ x, y }: Scales): Spec {
  return {
    x: { field: "t", type: "temporal", scale: x, axis: null },
    y: { field: "v", type: "quantitative", scale: y, axis: null, stack: null },
  };
}

/** A chart's whole specification: `width` and `height` are those of the plot area. */
export function specOf(
  size: { width: number; height: number; top: number; right: number; bottom: number; left: number },
  layers: readonly Spec[],
): Spec {
  const { width, height, top, right, bottom, left } = size;
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width,
    height,
    padding: { top, right, bottom, left },
    autosize: "none",
    background: null,
    layer: layers,
    config: { aria: false, view: { stroke: null }, font: "inherit" },
  };
}
