import type { Instant } from "../../core/time.ts";

/**
 * The value at an instant on the straight line between two samples.
 * A counter that fell between them counts from 0.
 */
export function interpolate(
  times: Float64Array,
  values: Float64Array,
  left: number,
  right: number,
  at: Instant,
  isCounter: boolean,
): number {
  const [t1, t2] = [times[left] as number, times[right] as number];
  const y2 = values[right] as number;
  const before = values[left] as number;
  const y1 = isCounter && y2 < before ? 0 : before;
  return y1 + (y2 - y1) * (at - t1) / (t2 - t1);
}
