/**
 * The sum of the first `n` values for each `n`, where all values are whole and no sum is rounded; `undefined` otherwise.
 * The difference of two of them is then the very sum of the values between, which a compensated addition would find.
 */
export function exactSums(values: Float64Array): Float64Array | undefined {
  const sums = new Float64Array(values.length + 1);
  let magnitude = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    magnitude += Math.abs(value);
    if (!Number.isInteger(value) || magnitude > Number.MAX_SAFE_INTEGER) return undefined;
    sums[index + 1] = (sums[index] as number) + value;
  }
  return sums;
}
