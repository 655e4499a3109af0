import { isStale, type Series } from "../core/series.ts";
import type { Duration, Instant, Interval } from "../core/time.ts";
import type { VectorSelector } from "../promql/ast.ts";
import { formatDurationLiteral } from "../promql/duration.ts";
import { evaluateInstant, evaluateRange } from "../promql/engine/evaluate.ts";
import type { QueryOptions } from "../promql/engine/options.ts";
import type { QueryValue } from "../promql/engine/query-value.ts";
import { printSelector } from "../promql/print.ts";
import { readQuery } from "../promql/read-query.ts";
import type { Line } from "./line.ts";
import type { SessionIndex } from "./session-index.ts";

/**
 * What each of the selected counters counted over a window, as PromQL.
 *
 * `anchored` counts from the last sample before the window: nothing is extrapolated, so that windows side by side add up.
 */
export function growthOf(selector: VectorSelector, window: Duration): string {
  return `increase(${printSelector(selector)}[${formatDurationLiteral(Math.max(1, Math.round(window)))}] anchored)`;
}

/** Where to ask for what was counted in a half-open interval, and over which window: `(at − window, at]` holds its samples. */
export function windowOver({ start, end }: Interval): { readonly at: Instant; readonly window: Duration } {
  return { at: Math.ceil(end) - 1, window: Math.ceil(end) - Math.ceil(start) };
}

/**
 * The value of a query of counters at an instant; of several series the sum is not theirs to have, so ask for one.
 * `undefined` where it has none, or no finite one.
 */
export function countAt(index: SessionIndex, query: string, at: Instant): number | undefined {
  const [value] = countsAt(index, query, at).map((each) => each.value);
  return value === undefined || !Number.isFinite(value) ? undefined : value;
}

/** The series of a query of counters at an instant. */
function countsAt(index: SessionIndex, query: string, at: Instant): VectorAnswer {
  const known = memoOf(index);
  const key = `${at} ${query}`;
  const answer = known.get(key) ??
    vectorOf(evaluateInstant(readQuery(query), at, index.counted, optionsOf(index)).value);
  known.set(key, answer);
  return answer;
}

type VectorAnswer = readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];

function vectorOf(value: QueryValue): VectorAnswer {
  switch (value.kind) {
    case "vector":
      return value.samples;
    case "scalar":
      return [{ labels: {}, value: value.value }];
    case "string":
    case "matrix":
      return [];
  }
}

/** A query of counters with one series over instants a step apart; gaps as `null`. */
export function countLine(index: SessionIndex, name: string, query: string, times: readonly Instant[]): Line {
  const [start, second] = times;
  const end = times.at(-1);
  if (start === undefined || end === undefined) return { name, labels: {}, points: [], query };
  const range = { start, end, step: second === undefined ? 1 : second - start };
  const { value } = evaluateRange(readQuery(query), range, index.counted, optionsOf(index));
  const [series] = value.kind === "matrix" ? value.series : [];
  const values = new Map(Array.from(series?.times ?? [], (at, place) => [at, series?.values[place]]));
  return {
    name,
    labels: {},
    query,
    points: times.map((at) => {
      const found = values.get(at);
      return [at, found === undefined || !Number.isFinite(found) ? null : found];
    }),
  };
}

const memos = new WeakMap<SessionIndex, Map<string, VectorAnswer>>();

function memoOf(index: SessionIndex): Map<string, VectorAnswer> {
  const known = memos.get(index) ?? new Map<string, VectorAnswer>();
  memos.set(index, known);
  return known;
}

const lookbacks = new WeakMap<SessionIndex, Duration>();

/** A counter counts from its last sample, however long ago that was: the lookback spans the longest gap there is. */
function optionsOf(index: SessionIndex): QueryOptions {
  const known = lookbacks.get(index);
  const lookback = known ?? index.session.series.reduce((longest, series) => Math.max(longest, longestGap(series)), 0);
  lookbacks.set(index, lookback);
  return { rules: 3, lookback: lookback + 1_000 };
}

function longestGap(series: Series): Duration {
  let [longest, last] = [0, Infinity];
  series.times.forEach((at, place) => {
    if (isStale(series, place) || Number.isNaN(series.values[place])) return;
    longest = Math.max(longest, at - last);
    last = at;
  });
  return longest;
}
