import { formatLabels, labelsKey } from "../core/labels.ts";
import type { Series } from "../core/series.ts";

/**
 * What of these series no Prometheus could have given, each as the end of a sentence: a series that is there twice, times
 * that do not ascend. Queries would answer from them without a sign of it. Of each kind the first.
 */
export function findDisorder(series: readonly Series[]): string[] {
  const known = new Set<string>();
  const double = series.find(({ labels }) => known.size === known.add(labelsKey(labels)).size);
  const unsorted = series.find(({ times }) =>
    times.some((at, index) => index > 0 && !(at > (times[index - 1] ?? NaN)))
  );
  return [
    ...double === undefined ? [] : [`holds the series ${formatLabels(double.labels)} twice`],
    ...unsorted === undefined ? [] : [`holds times of ${formatLabels(unsorted.labels)} that do not ascend`],
  ];
}
