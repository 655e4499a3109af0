import type { Instant } from "../core/time.ts";

/** The index of the first of the ascending times that is not before `at`; their number when there is none. */
export function firstAt(times: ArrayLike<number>, at: Instant): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
