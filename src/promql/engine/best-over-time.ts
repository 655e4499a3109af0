import type { RangeKernel } from "./range-kernel.ts";

/** Whether a value takes the place of an earlier one; a NaN is beaten by anything anyway. */
type Beats = (value: number, earlier: number) => boolean;

/**
 * `max_over_time` and `min_over_time`, or when the best sample was taken, in seconds.
 *
 * One pass for all windows: a queue holds the samples that no later one of the window beats, the best first.
 * A window of NaN alone gives its last sample.
 */
export function bestKernel(beats: Beats, gives: "value" | "time"): RangeKernel {
  return ({ times, values }, { from, to }, column, call) => {
    const queue = new Int32Array(values.length);
    let [head, tail, next] = [0, 0, 0];
    for (let step = 0; step < from.length; step++) {
      const low = from[step] as number;
      const high = to[step] as number;
      if (high === low) continue;
      next = Math.max(next, low);
      call.check(high - next);
      for (; next < high; next++) {
        const value = values[next] as number;
        if (Number.isNaN(value)) continue;
        while (tail > head && beats(value, values[queue[tail - 1] as number] as number)) tail--;
        queue[tail++] = next;
      }
      while (head < tail && (queue[head] as number) < low) head++;
      const best = head < tail ? queue[head] as number : high - 1;
      column.values[step] = gives === "value" ? values[best] as number : (times[best] as number) / 1_000;
      column.present[step] = 1;
    }
  };
}
