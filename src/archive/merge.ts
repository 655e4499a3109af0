import { labelsKey } from "../core/labels.ts";
import type { Series } from "../core/series.ts";

/** Joins windows of series, given one after another, into whole series. */
export interface Merger {
  add(window: readonly Series[]): void;
  /** The joined series, in the order in which they were first seen. */
  finish(): Series[];
}

/** Columns that grow; doubles are kept as their bits, so that every NaN stays the NaN that it is. */
interface Growing {
  readonly labels: Series["labels"];
  length: number;
  times: Float64Array;
  bits: BigUint64Array;
  stale: Uint8Array;
}

/**
 * Joins series by their labels over windows that may overlap, the later window last.
 * Samples come out in order of time, one for a stamp: of several the one of the later window, or later in its window.
 */
export function createMerger(): Merger {
  const all = new Map<string, Growing>();
  return {
    add(window) {
      for (const series of window) {
        const key = labelsKey(series.labels);
        const known = all.get(key) ?? startColumns(series.labels);
        all.set(key, known);
        append(known, series);
      }
    },
    finish: () => Array.from(all.values(), joinColumns),
  };
}

function startColumns(labels: Series["labels"]): Growing {
  return {
    labels,
    length: 0,
    times: new Float64Array(16),
    bits: new BigUint64Array(16),
    stale: new Uint8Array(16),
  };
}

function append(growing: Growing, { times, values, stale }: Series): void {
  const length = growing.length + times.length;
  if (length > growing.times.length) {
    const capacity = Math.max(length, 2 * growing.times.length);
    const { times, bits, stale } = growing;
    (growing.times = new Float64Array(capacity)).set(times);
    (growing.bits = new BigUint64Array(capacity)).set(bits);
    (growing.stale = new Uint8Array(capacity)).set(stale);
  }
  growing.times.set(times, growing.length);
  growing.bits.set(new BigUint64Array(new Float64Array(values).buffer), growing.length);
  if (stale !== undefined) growing.stale.set(stale, growing.length);
  growing.length = length;
}

function joinColumns({ labels, length, times, bits, stale }: Growing): Series {
  const order = orderOf(times.subarray(0, length));
  const flags = Uint8Array.from(order, (index) => stale[index] ?? 0);
  return {
    labels,
    times: Float64Array.from(order, (index) => times[index] ?? 0),
    values: new Float64Array(BigUint64Array.from(order, (index) => bits[index] ?? 0n).buffer),
    stale: flags.includes(1) ? flags : undefined,
  };
}

/** Indices in order of time, of equal stamps the last index only. */
function orderOf(times: Float64Array): number[] {
  const order = Array.from(times, (_, index) => index);
  if (times.every((time, index) => index === 0 || time > (times[index - 1] ?? Infinity))) return order;
  order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
  return order.filter((index, rank) => {
    const next = order[rank + 1];
    return next === undefined || times[next] !== times[index];
  });
}
