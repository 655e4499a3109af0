import { type Labels, labelsKey } from "../../../src/core/labels.ts";
import type { Instant } from "../../../src/core/time.ts";
import { parseLabelNumber } from "../../../src/promql/engine/go-number.ts";
import type { Command } from "./command.ts";

/** A sample as loaded: its value, or `undefined` for a staleness marker; whether it has a start timestamp. */
export interface HeldSample {
  readonly value: number | undefined;
  readonly started: boolean;
}

/** What was loaded of one series, by time in ms; the content of native histograms is not kept. */
export interface HeldSeries {
  readonly labels: Labels;
  readonly floats: Map<Instant, HeldSample>;
  readonly histograms: Set<Instant>;
}

/** The series of a script so far, by the key of their labels. */
export type HeldData = Map<string, HeldSeries>;

type Load = Command & { readonly kind: "load" };

/** Adds what a `load` command loads. Data starts at the epoch. */
export function addLoad(data: HeldData, { step, lines, nativeTwins }: Load): void {
  for (const { labels, points, starts } of lines) {
    const held = heldSeries(data, labels);
    for (const [index, point] of points.entries()) {
      const time = index * step;
      const start = starts[index];
      const started = start !== undefined && time + start !== 0;
      if (point.kind === "histogram") held.histograms.add(time);
      else if (point.kind === "float") held.floats.set(time, { value: point.value, started });
      else if (point.kind === "stale") held.floats.set(time, { value: undefined, started });
    }
    const twin = nativeTwins ? findTwinLabels(labels) : undefined;
    if (twin === undefined) continue;
    const { histograms } = heldSeries(data, twin);
    for (const [index, { kind }] of points.entries()) {
      if (kind === "float" || kind === "stale") histograms.add(index * step);
    }
  }
}

function heldSeries(data: HeldData, labels: Labels): HeldSeries {
  const key = labelsKey(labels);
  const known = data.get(key);
  if (known !== undefined) return known;
  const held = { labels, floats: new Map(), histograms: new Set<Instant>() };
  data.set(key, held);
  return held;
}

/** The labels of the native histogram that a part of a classic one belongs to; `undefined` when it is no such part. */
function findTwinLabels({ le, ...labels }: Labels): Labels | undefined {
  const [, base, part] = /^(.*)_(bucket|sum|count)$/.exec(labels.__name__ ?? "") ?? [];
  if (base === undefined) return undefined;
  if (part === "bucket" && Number.isNaN(parseLabelNumber(le) ?? NaN)) return undefined;
  return { ...labels, __name__: base };
}
