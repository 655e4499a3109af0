/** A running sum with its compensation, by Neumaier's method. */
export interface KahanSum {
  sum: number;
  compensation: number;
}

/** Adds to a compensated sum, in place; an infinite sum has no compensation. Source: Neumaier, 1974. */
export function addTo(total: KahanSum, increment: number): void {
  const next = total.sum + increment;
  if (next === Infinity || next === -Infinity) total.compensation = 0;
  else if (Math.abs(total.sum) >= Math.abs(increment)) total.compensation += (total.sum - next) + increment;
  else total.compensation += (increment - next) + total.sum;
  total.sum = next;
}
