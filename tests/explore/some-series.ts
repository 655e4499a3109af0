import type { Labels } from "../../src/core/labels.ts";
import type { Series } from "../../src/core/series.ts";
import type { Interval } from "../../src/core/time.ts";
import type { Recording } from "../../src/explore/recording.ts";
import type { MatrixSeries } from "../../src/promql/engine/query-value.ts";

/** How a session over an interval was recorded: the series of some selectors, without a loss. */
export function someRecording(interval: Interval, selectors: readonly string[] = []): Recording {
  return { interval, options: {}, selectors, losses: [] };
}

/** A series scraped every `interval` ms from 0, as many samples as there are values. */
export function seriesOf(labels: Labels, values: readonly number[], interval = 5_000): Series {
  return {
    labels,
    times: Float64Array.from(values, (_, index) => index * interval),
    values: Float64Array.from(values),
    stale: undefined,
  };
}

/** A series of an answer; `undefined` is an instant of the step grid without a value. */
export function answerSeries(values: readonly (number | undefined)[], labels: Labels = {}, step = 1_000): MatrixSeries {
  const points = values.flatMap((value, index) => value === undefined ? [] : [[index * step, value] as const]);
  return {
    labels,
    times: Float64Array.from(points, ([at]) => at),
    values: Float64Array.from(points, ([, value]) => value),
  };
}
