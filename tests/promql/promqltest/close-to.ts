const tolerance = 1e-6;
const smallestNormal = 2 ** -1022;

/**
 * Whether two values are the same but for rounding: equal, both NaN, or apart by less than a millionth of their sum.
 * Nothing but 0 is close to 0, unless it is smaller than a millionth of the smallest normal number.
 */
export function isCloseTo(a: number, b: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  const sum = Math.abs(a) + Math.abs(b);
  const apart = Math.abs(a - b);
  if (a === 0 || b === 0 || sum < smallestNormal) return apart < tolerance * smallestNormal;
  return apart / Math.min(sum, Number.MAX_VALUE) < tolerance;
}
