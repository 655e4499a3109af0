/**
 * The `q` quantile of values, linear between neighbours; sorts the array, NaN first.
 *
 * - NaN for no values or a NaN `q`, −Inf below 0, +Inf above 1.
 * - Source: `quantile` of Prometheus.
 */
export function quantileOf(values: Float64Array, q: number): number {
  if (values.length === 0 || Number.isNaN(q)) return NaN;
  if (q < 0) return -Infinity;
  if (q > 1) return Infinity;
  sortNanFirst(values);
  const rank = q * (values.length - 1);
  const below = Math.max(0, Math.floor(rank));
  const above = Math.min(values.length - 1, below + 1);
  const weight = rank - Math.floor(rank);
  return (values[below] as number) * (1 - weight) + (values[above] as number) * weight;
}

function sortNanFirst(values: Float64Array): void {
  values.sort();
  let count = 0;
  while (count < values.length && Number.isNaN(values[values.length - 1 - count] as number)) count++;
  if (count === 0) return;
  values.copyWithin(count, 0, values.length - count);
  values.fill(NaN, 0, count);
}
