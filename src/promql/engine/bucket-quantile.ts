/** A bucket of a classic histogram: how many observations were at most `bound`. */
export interface Bucket {
  readonly bound: number;
  count: number;
}

/** A quantile of buckets, and whether their counts had to be made to rise. */
export interface BucketQuantile {
  readonly value: number;
  readonly isForced: boolean;
}

/** Counts that differ by less than this share of their sum are the same but for rounding. */
const tolerance = 1e-12;

/**
 * The `q` quantile of a classic histogram, linear within a bucket; its buckets in the order of their bounds.
 *
 * - NaN without a bucket for +Inf, with fewer than two buckets, or with no observation. −Inf for `q` below 0, +Inf above 1.
 * - In the last bucket the highest finite bound; in the first one 0 is the lower bound, or its own bound when that is not
 *   above 0.
 * - Source: `BucketQuantile` of Prometheus.
 */
export function bucketQuantile(q: number, sorted: readonly Bucket[]): BucketQuantile {
  const plain = (value: number): BucketQuantile => ({ value, isForced: false });
  if (Number.isNaN(q)) return plain(NaN);
  if (q < 0) return plain(-Infinity);
  if (q > 1) return plain(Infinity);
  if (sorted.at(-1)?.bound !== Infinity) return plain(NaN);
  const buckets = mergeEqual(sorted);
  const isForced = makeRise(buckets);
  const observations = buckets.at(-1)?.count ?? 0;
  if (buckets.length < 2 || observations === 0) return plain(NaN);
  const rank = q * observations;
  const index = searchCount(buckets, rank);
  if (index === buckets.length - 1) return { value: buckets[index - 1]?.bound ?? NaN, isForced };
  const { bound, count } = buckets[index] as Bucket;
  if (index === 0 && bound <= 0) return { value: bound, isForced };
  const below = buckets[index - 1] ?? { bound: 0, count: 0 };
  const share = (rank - below.count) / (count - below.count);
  return { value: below.bound + (bound - below.bound) * share, isForced };
}

/**
 * The share of observations between two values, linear within a bucket.
 *
 * - NaN without a bucket for +Inf, without an observation, or for a bound that is NaN; 0 when `lower` is not below `upper`.
 * - Nothing is known of where observations lie within a bucket that is infinitely wide: none of it counts as below.
 * - Source: `BucketFraction` of Prometheus.
 */
export function bucketFraction(lower: number, upper: number, sorted: readonly Bucket[]): number {
  if (sorted.at(-1)?.bound !== Infinity) return NaN;
  const buckets = mergeEqual(sorted);
  const total = buckets.at(-1)?.count ?? 0;
  if (total === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return NaN;
  if (lower >= upper) return 0;
  return (rankOf(buckets, upper, total) - rankOf(buckets, lower, total)) / total;
}

/** How many observations lie below a value. */
function rankOf(buckets: readonly Bucket[], value: number, total: number): number {
  let low = -Infinity;
  let below = 0;
  for (const [index, { bound, count }] of buckets.entries()) {
    // The first bucket begins at 0 where its bound is above.
    if (index === 0 && bound > 0) low = 0;
    if (low >= value) return Math.min(below, total);
    if (bound > value) {
      const width = bound - low;
      const inside = width === Infinity
        ? (low === -Infinity ? count - below : 0)
        : (count - below) * (value - low) / width;
      return Math.min(below + inside, total);
    }
    low = bound;
    below = count;
  }
  return total;
}

/** Copies of the buckets, those with one bound added up. */
function mergeEqual(sorted: readonly Bucket[]): Bucket[] {
  const merged: Bucket[] = [];
  for (const { bound, count } of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && last.bound === bound) last.count += count;
    else merged.push({ bound, count });
  }
  return merged;
}

/** Makes counts rise, in place; tells whether one fell by more than rounding. */
function makeRise(buckets: readonly Bucket[]): boolean {
  let isForced = false;
  let before = buckets[0]?.count ?? 0;
  for (const bucket of buckets.slice(1)) {
    const { count } = bucket;
    if (isNearly(before, count)) bucket.count = before;
    else if (count < before) {
      bucket.count = before;
      isForced = true;
    } else before = count;
  }
  return isForced;
}

function isNearly(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) / Math.min(Math.abs(a) + Math.abs(b), Number.MAX_VALUE) < tolerance;
}

/** The first bucket but the last whose count reaches the rank; the last one when none does. */
function searchCount(buckets: readonly Bucket[], rank: number): number {
  let low = 0;
  let high = buckets.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((buckets[middle] as Bucket).count >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}
