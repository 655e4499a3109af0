import type { Instant } from "../../core/time.ts";
import type { Samples } from "./samples.ts";

/**
 * The value at an instant on the straight line from the sample `left` to the one after it.
 * A counter that fell between them counts from 0.
 */
export function interpolate(
  { times, values }: Pick<Samples, "times" | "values">,
  left: number,
  at: Instant,
  isCounter = false,
): number {
  const [t1, t2] = [times[left] as number, times[left + 1] as number];
  const y2 = values[left + 1] as number;
  const before = values[left] as number;
  const y1 = isCounter && y2 < before ? 0 : before;
  return y1 + (y2 - y1) * (at - t1) / (t2 - t1);
}
