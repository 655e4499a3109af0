import type { MatrixSeries } from "../promql/engine/query-value.ts";

/** What the drawing shows as gaps though there is a value: NaN and infinities; "" when there are none. */
export function gapWords(series: readonly Pick<MatrixSeries, "values">[]): string {
  let [nans, infinities] = [0, 0];
  for (const { values } of series) {
    for (const value of values) {
      if (Number.isFinite(value)) continue;
      if (Number.isNaN(value)) nans += 1;
      else infinities += 1;
    }
  }
  const parts = [nans === 0 ? "" : `${nans} NaN`, infinities === 0 ? "" : `${infinities} infinite`];
  const words = parts.filter((part) => part !== "").join(" and ");
  return words === "" ? "" : `gaps where the value is no finite number: ${words} points`;
}
