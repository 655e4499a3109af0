import type { Duration } from "../core/time.ts";
import type { Matcher, VectorSelector } from "../promql/ast.ts";
import { growthOf } from "./counting.ts";
import type { SessionIndex } from "./session-index.ts";

/** A classic histogram's archived parts, and the PromQL that asks for what it measured over a window. */
export interface HistogramQueries {
  /** The metric without its suffix. */
  readonly name: string;
  /** The bounds of its buckets, ascending, `Infinity` last; empty when none is archived. */
  readonly bounds: readonly number[];
  /** What counts its requests. */
  readonly counted: VectorSelector;
  /** How many requests ended. */
  count(window: Duration): string;
  /** `undefined` when the sum is not archived. */
  mean(window: Duration): string | undefined;
  /** Interpolated between the bounds. */
  quantile(q: number, window: Duration): string;
  /** How many requests ended within a bound; `undefined` when it has no such bucket. */
  within(bound: number, window: Duration): string | undefined;
}

/** The queries of a histogram; `undefined` when neither its count nor its buckets are archived. */
export function histogramQueries(
  index: SessionIndex,
  name: string,
  matchers: readonly Matcher[],
): HistogramQueries | undefined {
  const part = (suffix: string, ...more: Matcher[]): VectorSelector => ({
    kind: "selector",
    position: { start: 0, end: 0 },
    name: name + suffix,
    matchers: [...matchers, ...more],
  });
  const isArchived = (selector: VectorSelector) => index.seriesOf(selector).length > 0;
  const texts = Map.groupBy(
    new Set(index.seriesOf(part("_bucket")).map(({ labels }) => labels.le)),
    (le) => parseBound(le),
  );
  texts.delete(NaN);
  const bounds = [...texts.keys()].sort((a, b) => a - b);
  const bucket = (bound: number) => part("_bucket", leMatcher(texts.get(bound) ?? []));
  if (!isArchived(part("_count")) && bounds.length === 0) return undefined;
  const counted = isArchived(part("_count")) ? part("_count") : bucket(bounds.at(-1) ?? Infinity);
  const sum = isArchived(part("_sum")) ? part("_sum") : undefined;
  return {
    name,
    bounds,
    counted,
    count: (window) => `sum(${growthOf(counted, window)})`,
    mean: (window) => sum && `sum(${growthOf(sum, window)}) / sum(${growthOf(counted, window)})`,
    quantile: (q, window) => `histogram_quantile(${q}, sum by (le) (${growthOf(part("_bucket"), window)}))`,
    within: (bound, window) => bounds.includes(bound) ? `sum(${growthOf(bucket(bound), window)})` : undefined,
  };
}

/** The bound of a bucket: `le="1"` and `le="1.0"` are one; NaN when it cannot be read. */
function parseBound(le: string | undefined): number {
  if (le === "+Inf") return Infinity;
  return le === undefined || le === "" ? NaN : Number(le);
}

/** The matcher of all ways in which one bound is written. */
function leMatcher(texts: readonly (string | undefined)[]): Matcher {
  const [text = "", ...others] = texts.map((each) => each ?? "").sort();
  if (others.length === 0) return { name: "le", op: "=", value: text };
  return { name: "le", op: "=~", value: [text, ...others].map((each) => each.replace(/[.+]/g, "\\$&")).join("|") };
}
