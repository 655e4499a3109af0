import type { Instant } from "../core/time.ts";

/** A JSON value: what specs are made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A Vega-Lite specification; colours in it are CSS variables, so one drawing serves light, dark and print. */
export type Spec = { readonly [key: string]: Json | undefined };

/** The numbers behind a chart, formatted for reading. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a pointer over the chart can read: one row of formatted values for each instant. */
export interface Readout {
  /** First and last x of the plot area in the units of the SVG's viewBox. */
  readonly plot: readonly [left: number, right: number];
  /** Top and bottom of the plot area, same units: where a hair line goes. */
  readonly span: readonly [top: number, bottom: number];
  /** The instants at `plot`'s two ends; x runs linearly between them. */
  readonly domain: readonly [start: Instant, end: Instant];
  /** Ascending, as ms after `domain[0]`. */
  readonly times: readonly number[];
  /** `values[i]` belongs to `times[i]`, formatted with its unit; `null` where there is none. */
  readonly lines: readonly { readonly name: string; readonly values: readonly (string | null)[] }[];
}

/** A drawing before it is drawn: plain values, ready for `renderSvg()`. */
export interface Chart {
  /** Unique on its page, variant included; also the prefix of every id in the SVG. */
  readonly id: string;
  /** The SVG's `<title>`; the page may show it as a heading. */
  readonly title: string;
  /** One or two sentences for readers who cannot see the drawing: the SVG's `<desc>`. */
  readonly description: string;
  /** Size of the viewBox in px. */
  readonly width: number;
  readonly height: number;
  readonly spec: Spec;
  readonly table: ChartTable;
  /** `undefined` where there is nothing to point at. */
  readonly readout: Readout | undefined;
}
