import { formatNumber, formatValue, type Unit } from "../core/format.ts";
import type { Spec } from "./chart.ts";

/** A vertical scale: what it spans, where its ticks are, and what a reader must be told of it. */
export interface ValueScale {
  readonly type: "linear" | "log";
  readonly domain: readonly [number, number];
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
  /** Why the scale is not the usual one (linear from 0); `undefined` when it is. */
  readonly note: string | undefined;
}

/** Beyond this many times the threshold (or the median, if larger), one hang would press all else flat. */
const dwarfs = 12;

/** What is lower than this many decades under the highest lies on the foot of a logarithmic scale. */
const mostDecades = 7;

/**
 * The scale for values of a unit: linear from 0, or logarithmic where the longest duration dwarfs the rest.
 * `threshold` always lies inside.
 */
export function valueScale(values: readonly number[], unit: Unit, threshold?: number): ValueScale {
  const finite = values.filter(Number.isFinite);
  const all = threshold === undefined ? finite : [...finite, threshold];
  const highest = all.reduce((a, b) => Math.max(a, b), 0);
  const lowest = all.reduce((a, b) => Math.min(a, b), 0);
  const positive = all.filter((value) => value > 0).sort((a, b) => a - b);
  const usual = Math.max(threshold ?? 0, positive[Math.floor(positive.length / 2)] ?? 0);
  if (unit === "seconds" && lowest >= 0 && highest > 1e-6 && usual > 0 && highest > dwarfs * usual) {
    return logarithmic(positive[0] ?? 1, highest, Math.max(usual, 1e-9));
  }
  return linear(lowest, highest, unit);
}

function logarithmic(low: number, high: number, usual: number): ValueScale {
  const decade = Math.floor(Math.log10(high));
  const foot = Math.max(Math.floor(Math.log10(Math.max(low, 1e-9) * 0.999)), decade - mostDecades);
  const bottom = Number(`1e${foot}`);
  const nice = [1, 2, 5, 10].map((factor) => factor * Number(`1e${decade}`));
  const top = nice.find((candidate) => candidate >= high * 1.15) ?? high * 2;
  const ticks = [];
  for (let power = foot; Number(`1e${power}`) <= top * 1.000001; power++) {
    const value = Number(`1e${power}`);
    ticks.push({ value, label: formatValue(value, "seconds") });
  }
  return {
    type: "log",
    domain: [bottom, top],
    ticks,
    note: `log scale: the longest is ${formatNumber(Number((high / usual).toPrecision(2)))} times the usual`,
  };
}

function linear(lowest: number, highest: number, unit: Unit): ValueScale {
  const span = highest - lowest > 1e-12 ? highest - lowest : unit === "ratio" ? 0.01 : 1;
  const headroom = unit === "ratio" && highest === 1 ? 1 : 1.08;
  const raw = (span * headroom) / 4;
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= raw) ?? raw;
  const whole = unit === "count" && Number.isInteger(highest) ? Math.max(1, Math.ceil(step)) : step;
  const first = Math.floor(lowest / whole + 1e-9);
  const last = Math.ceil(Math.max(span + lowest, highest) / whole - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => {
    const value = Number(((first + index) * whole).toPrecision(12));
    return { value, label: formatValue(value, unit) };
  });
  const [bottom, top] = [ticks[0]?.value ?? 0, ticks.at(-1)?.value ?? 1];
  return { type: "linear", domain: [bottom, top], ticks, note: undefined };
}

/** Where a value lies in a plot of `height` px, from its top; on a logarithmic scale nothing lies below its foot. */
export function yOf(scale: ValueScale, value: number, height: number): number {
  const [low, high] = scale.domain;
  const share = scale.type === "linear"
    ? (value - low) / (high - low)
    : Math.log(Math.max(value, low) / low) / Math.log(high / low);
  return height * (1 - share);
}

/** A value moved into the scale's domain: a logarithmic scale has no place for 0. */
export function clampTo(scale: ValueScale, value: number): number {
  return Math.min(scale.domain[1], Math.max(scale.domain[0], value));
}

/** The scale as Vega-Lite words it. */
export function scaleSpec(scale: ValueScale): Spec {
  const { type, domain } = scale;
  return type === "log" ? { type, domain, nice: false } : { type, domain, nice: false, zero: false };
}
