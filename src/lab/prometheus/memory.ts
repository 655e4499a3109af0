import { type Labels, labelsKey } from "../../core/labels.ts";
import type { Series } from "../../core/series.ts";
import type { Instant } from "../../core/time.ts";
import type { VectorSelector } from "../../promql/ast.ts";
import type { SampleStore } from "../../promql/engine/store.ts";
import { matchesLabels, metricOf } from "../../promql/selectors.ts";
import { type Admission, type GrowingSeries, growSeries } from "./growing-series.ts";

/** The samples of a Prometheus that runs: they are kept as long as it does. */
export interface Memory {
  append(labels: Labels, at: Instant, value: number): Admission;
  /** Appends a staleness marker: from this instant on the series has no value. */
  mark(labels: Labels, at: Instant): Admission;
  /** How many series and how many samples there are. */
  counts(): { readonly series: number; readonly samples: number };
  /** What queries are asked of: always what is in memory now, series in the order in which they appeared. */
  readonly store: SampleStore;
}

/** An empty memory. */
export function createMemory(): Memory {
  const all = new Map<string, GrowingSeries>();
  const byName = new Map<string, GrowingSeries[]>();
  let samples = 0;

  function append(labels: Labels, at: Instant, value: number, stale: boolean): Admission {
    const key = labelsKey(labels);
    const admission = (all.get(key) ?? add(key, labels)).append(at, value, stale);
    if (admission === "stored") samples++;
    return admission;
  }

  function add(key: string, labels: Labels): GrowingSeries {
    const series = growSeries(labels);
    all.set(key, series);
    const name = labels["__name__"] ?? "";
    const namesakes = byName.get(name);
    if (namesakes === undefined) byName.set(name, [series]);
    else namesakes.push(series);
    return series;
  }

  function select(selector: VectorSelector): Series[] {
    const name = metricOf(selector);
    const candidates = name === undefined ? [...all.values()] : byName.get(name) ?? [];
    return candidates.filter(({ labels }) => matchesLabels(selector, labels)).map((series) => series.present());
  }

  return {
    append: (labels, at, value) => append(labels, at, value, false),
    mark: (labels, at) => append(labels, at, NaN, true),
    counts: () => ({ series: all.size, samples }),
    store: {
      get series() {
        return Array.from(all.values(), (series) => series.present());
      },
      select,
    },
  };
}
