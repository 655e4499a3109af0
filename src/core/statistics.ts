/**
 * The `q` quantile (0 to 1) by the R-7 method: linear interpolation between the order statistics around `(n − 1) q`.
 *
 * - `undefined` for no values.
 * - The values need not be sorted; they are not changed.
 * - Source: Hyndman and Fan, "Sample quantiles in statistical packages", 1996, definition 7.
 */
export function quantile(values: Iterable<number>, q: number): number | undefined {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return undefined;
  const position = (sorted.length - 1) * Math.min(1, Math.max(0, q));
  const below = Math.floor(position);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return position === below || low === high ? low : low + (high - low) * (position - below);
}

/** The middle value by R-7; `undefined` for no values. */
export function median(values: Iterable<number>): number | undefined {
  return quantile(values, 0.5);
}

/**
 * The Wilson score interval of a ratio of `successes` in `total` trials, by default at 95 %.
 *
 * - `undefined` without trials.
 * - Stays within 0 and 1 and has a width even at 0 and at 1, unlike the usual `p ± z σ`.
 * - Source: Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
 */
export function wilsonInterval(
  successes: number,
  total: number,
  z = 1.959963984540054,
): readonly [number, number] | undefined {
  if (!(total > 0)) return undefined;
  const ratio = Math.min(1, Math.max(0, successes / total));
  const square = z * z;
  const centre = ratio + square / (2 * total);
  const spread = z * Math.sqrt((ratio * (1 - ratio) + square / (4 * total)) / total);
  const scale = 1 + square / total;
  const low = ratio === 0 ? 0 : Math.max(0, (centre - spread) / scale);
  const high = ratio === 1 ? 1 : Math.min(1, (centre + spread) / scale);
  return [low, high];
}
